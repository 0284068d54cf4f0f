import { execFileSync } from 'node:child_process';
import { expect, test } from '../../fixtures/test.ts';
import { curlOf } from '../../../helpers/evidence/curl-of.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';
import { contentsOf } from '../../contents-of.ts';

test.describe('the evidence of a test', () => {
  test('fails a test of the target that got no answer from it, unless the test says why', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const run = await runPlaywright(['--config', 'lab/plants', 'silent'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const { tests } = readRunRecord(testInfo.outputPath('reports/record.json'));

    expect(run.output).toContain('3 failed');
    expect(tests.map(({ id, outcome }) => `${id.split(' › ').at(-1) ?? ''}: ${outcome}`)).toEqual([
      'says nothing to the target: failed',
      'says why it says nothing: passed',
      'has a clean-up that speaks: failed',
      'has a set-up that speaks: failed',
      'asks the target: passed',
    ]);
    expect(run.output).toContain('[NOTHING_EXCHANGED] This test passed without an answer from the target');
  });

  test('shows what was asked, what came, what the target logged, and how to run it again', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    await runPlaywright(['--config', 'lab/plants', 'ends', '--grep', 'fails|refused'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const contents = [...contentsOf(testInfo.outputPath())];
    const of = (end: string): string =>
      Buffer.from(contents.find(({ place }) => place.endsWith(end))?.text ?? '', 'latin1').toString();
    const page = of('ends.plant.ts-fails/wire.html');
    const results = of('reports/results.json');

    expect(page).toContain('GET /api/chat/messages?limit=1 → 200');
    expect(page).toMatch(/npm run e2e -- ends\.plant\.ts:\d+ -g &#39;\/ fails\$\/&#39;/);
    expect(page).toContain('&quot;$TOKEN&quot;');
    expect(of('ends.plant.ts-fails/wire.ndjson').split('\n')[0]).toMatch(
      /^\{"kind":"exchange","id":"\d{10}-\w{6}-0-1",.*"X-Request-ID","\d{10}-\w{6}-0-1"/,
    );
    expect(results).toContain('"last call"');
    expect(results).toContain('GET /api/chat/messages?limit=1 → 200');
    const log = of('ends.plant.ts-is-refused-by-a-private-staging/wire.html');
    expect(log).toContain('auth service: POST /auth/validate 200: the signature is not good; invalid_token');
    expect(log).toContain('chat backend: GET /api/threads 401: the auth service answered invalid_token');
  });

  test('has a curl line that hands a shell what was sent, with variables for its secrets', () => {
    const sent = ["it's", '$(touch owned)', '`id`', '\'"', 'a[1-3]{x,y}', 'two\nlines'];
    const command = curlOf({
      kind: 'exchange',
      id: '1',
      at: '2026-11-22T12:00:00.000Z',
      user: null,
      side: 'target',
      service: 'chat backend',
      durationMs: 1,
      request: {
        method: 'POST',
        url: 'http://127.0.0.1/?token=[redacted 12345678]&x=[1-3]',
        headers: [
          ['Authorization', 'Bearer [redacted 12345678]'],
          ['Cookie', 'a=[redacted 12345678]; b=[redacted 12345678]'],
        ],
        body: `${sent.join(' ')}[redacted 12345678]'`,
      },
      response: null,
    });
    const shown = execFileSync('bash', ['-c', `curl() { printf '%s\\0' "$@"; }; ${command}`], {
      env: { TOKEN: 'the token', SECRET: 'the secret' },
    }).toString();

    expect(shown.split('\0').slice(0, -1)).toEqual([
      '-gi',
      '-X',
      'POST',
      'http://127.0.0.1/?token=the secret&x=[1-3]',
      '-H',
      'Authorization: Bearer the token',
      '-H',
      'Cookie: a=the secret; b=the secret',
      '--data-raw',
      `${sent.join(' ')}the secret'`,
    ]);
  });
});
