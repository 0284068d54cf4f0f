import { readFileSync } from 'node:fs';
import { expect, test } from '../../fixtures/test.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';
import { promises } from '../../../config/contract/promises.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';
import type { StagingCommand } from '../../fixtures/staging-command.ts';

interface ListedVariant {
  name: string;
  /** Of a defect alone. */
  breaks: string;
  sentence: string;
}

/** What a table says, line by line: of the command, or of a page in Markdown. */
const variantsOf = (text: string, line: RegExp): ListedVariant[] =>
  [...text.matchAll(line)].map(([, name = '', breaks = '', sentence = '']) => ({ name, breaks, sentence }));

async function listed(stagingCommand: StagingCommand): Promise<ListedVariant[]> {
  const { printed } = await stagingCommand('--list-variants');
  return variantsOf(await printed, /^ {2}(\S+) +(?:defect {2}(\S+)|fault|liberty) +(.+)$/gm);
}

const isDefect = ({ breaks }: ListedVariant): boolean => breaks !== '';

const refused = [
  {
    variant: 'expired-token-accepted',
    told: 'There is no variant "expired-token-accepted"; did you mean expired-tokens-accepted? See npm run staging -- --list-variants.',
  },
  {
    variant: 'event-late:delay=5',
    told: 'The variant event-late has no parameter "delay"; did you mean delay-ms?',
  },
  {
    variant: 'start-missing:delay-ms=5',
    told: 'The variant start-missing has no parameter "delay-ms"; it has none.',
  },
  {
    variant: 'event-late:delay-ms=soon',
    told: 'event-late:delay-ms is "soon"; expected a whole number from 0 to',
  },
];

const identity = { email: 'test-variants@staging.netrasystems.ai', name: 'Vera Variant' };
const list = { method: 'GET', path: '/api/threads' } as const;

test.describe('the variants of the local staging', () => {
  test('have names of their own, and each defect breaks a promise of the contract', async ({
    stagingCommand,
  }) => {
    const variants = await listed(stagingCommand);
    const names = variants.map(({ name }) => name);

    expect(variants.filter(isDefect).length).toBeGreaterThanOrEqual(72);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name))).toEqual([]);
    expect(variants.filter(isDefect).filter(({ breaks }) => !Object.keys(promises).includes(breaks))).toEqual(
      [],
    );
    expect(variants.filter(({ sentence }) => !/^[A-Z].*\.$/.test(sentence))).toEqual([]);
  });

  test('are those of docs/variants.md, and no others', async ({ stagingCommand }) => {
    const page = readFileSync(new URL('../../../docs/variants.md', import.meta.url), 'utf8');

    expect(
      variantsOf(page, /^\| `([^`]+)` \|(?: (\S+) \|)? (.+) \|$/gm),
      'docs/variants.md is stale: npm run fix',
    ).toEqual(await listed(stagingCommand));
  });

  test('of the product each leave both services up', async ({ stagingCommand, startStaging }) => {
    const variants = (await listed(stagingCommand)).filter(isDefect);
    const health = { method: 'GET', path: '/health' } as const;
    const answers: unknown[] = [];
    for (const { name } of variants) {
      const { staging, authService, backend } = await startStaging({ variants: [name] });
      const statuses = [(await authService.send(health)).status, (await backend.send(health)).status];
      answers.push([name, ...statuses]);
      await staging.close();
    }

    expect(answers).toEqual(variants.map(({ name }) => [name, 200, 200]));
  });

  test('show on the wire, two of them at once', async ({ startStaging }) => {
    const { auth, backend, bypassKey } = await startStaging({
      variants: ['signature-not-checked', 'threads-oldest-first'],
    });
    const { access_token: token } = await auth.bypass(bypassKey, identity);
    const forged = await reSignToken(token);
    for (const title of ['one', 'two'])
      await backend.send({ method: 'POST', path: '/api/threads', token: forged, body: { title } });

    const answer = await backend.send({ ...list, token: forged });
    expect(answer).toBeAnsweredWith(200);
    expect(answer.json()).toMatchObject({ threads: [{ title: 'one' }, { title: 'two' }] });
  });

  test('change nothing where none is chosen', async ({ startStaging, refusals }) => {
    const { auth, backend, bypassKey } = await startStaging();
    const { access_token: token } = await auth.bypass(bypassKey, identity);

    expect(await backend.send({ ...list, token: await reSignToken(token) })).toBeRefused(refusals.badToken);
  });

  for (const { variant, told } of refused) {
    test(`refuse ${variant} in one sentence`, async ({ stagingCommand, startStaging }) => {
      const { ended } = await stagingCommand('--variant', variant);
      const { exitCode, stderr } = await ended;

      expect(exitCode).toBe(2);
      expect(stderr).toContain(told);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      await expect(startStaging({ variants: [variant] })).rejects.toThrow(told);
    });
  }

  test('of STAGING_VARIANTS turn a run red, and its record and the terminal name them', async ({
    runPlaywright,
  }, testInfo) => {
    const flags = ['--config', 'lab/plants/whole-suite.config.ts', 'threads.spec', '--grep', 'T1'];
    const run = await runPlaywright(flags, {
      STAGING_TARGET: 'local',
      STAGING_VARIANTS: 'threads-oldest-first, event-late:delay-ms=90',
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const { status, target } = readRunRecord(testInfo.outputPath('reports/record.json'));

    expect(run.exitCode, run.output).toBe(1);
    expect(status).toBe('failed');
    expect(target.variants).toEqual(['threads-oldest-first', 'event-late:delay-ms=90']);
    expect(run.output).toContain(
      '\nOTHERWISE ON PURPOSE: the target was started with threads-oldest-first, event-late:delay-ms=90. ' +
        'It says nothing about the product.',
    );
  });

  test('of STAGING_VARIANTS must be known before a run begins', async ({ runPlaywright }) => {
    const run = await runPlaywright(['--config', 'lab/plants/whole-suite.config.ts'], {
      STAGING_TARGET: 'local',
      STAGING_VARIANTS: 'token-echoed,event-lat',
    });

    expect(run.exitCode).toBe(1);
    expect(run.output.trim()).toBe(
      '[CONFIGURATION_INVALID] The run cannot start:\n' +
        '  STAGING_VARIANTS (the process environment): [VARIANT_UNKNOWN] There is no variant "event-lat"; ' +
        'did you mean event-late? See npm run staging -- --list-variants.',
    );
  });
});
