import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from '../../fixtures/test.ts';
import { contentsOf } from '../../contents-of.ts';

/** Escape sequences but colours, and other characters that a terminal obeys. */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const obeyed = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e]/;

test.describe('what a target says', () => {
  test('is inert on the terminal, in every report, and in the command that sends it again', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const run = await runPlaywright(['--config', 'lab/plants', 'hostile'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const contents = [...contentsOf(testInfo.outputPath())];
    const reportOf = (end: string): string => contents.find(({ place }) => place.endsWith(end))?.text ?? '';
    const [junit, page] = [reportOf('junit.xml'), reportOf('a-message-of-the-target-is-hostile/wire.html')];

    expect(run.output).toContain('2 failed');
    expect(run.output).not.toMatch(obeyed);
    expect(run.output).not.toMatch(/^\s*::|##vso\[/m);
    expect(junit).not.toMatch(/^\s*::|##vso\[/m);
    const elements = junit.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').match(/<testcase name="[^"]*"/g);
    expect(elements).toEqual([
      '<testcase name="a message of the target is hostile"',
      '<testcase name="an answer of the target has 5 MiB"',
    ]);
    expect(page).toContain('&lt;img src=x onerror=');
    expect(page).not.toMatch(/<img|<script|owned<\/title>/);
    expect(page).toContain("default-src 'none'");
    // One body of 5 MiB, said in full nowhere.
    expect(contents.filter(({ text }) => text.includes('x'.repeat(30_000)))).toEqual([]);
    expect(reportOf('an-answer-of-the-target-has-5-MiB/wire.html')).toMatch(
      /\[\d+ of 5242883 characters cut\]/,
    );

    const entities: [string, string][] = [
      ['&#39;', "'"],
      ['&quot;', '"'],
      ['&lt;', '<'],
      ['&gt;', '>'],
      ['&amp;', '&'],
    ];
    const shown = page
      .match(/<pre>curl [\s\S]*?<\/pre>/g)
      ?.find((line) => line.includes('/api/chat/messages'));
    const command = entities
      .reduce((text, [entity, character]) => text.replaceAll(entity, character), shown ?? '')
      .replaceAll(/^<pre>curl|<\/pre>$/g, '');
    const echoed = execFileSync('bash', ['-c', `printf '%s\\n' ${command}`], {
      cwd: testInfo.outputPath(),
      encoding: 'utf8',
    });
    expect(echoed).toContain('$(touch owned) `touch owned`');
    expect(existsSync(testInfo.outputPath('owned'))).toBe(false);
  });
});
