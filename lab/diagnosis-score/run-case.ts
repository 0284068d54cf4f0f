import { readFileSync } from 'node:fs';
import { parseEnvFile } from '../../config/parse-env-file.ts';
import { Secret } from '../../config/secret.ts';
import { examine, type ExamineOptions } from '../../doctor/examine.ts';
import { createAuthClient } from '../../helpers/auth/auth-client.ts';
import { createHttpClient } from '../../helpers/http/http-client.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { startDisposableStaging } from '../../helpers/staging-process/start-disposable-staging.ts';
import type { ScoreRow } from './diagnosis-score.ts';
import { type Given, overlays } from './overlays.ts';
import type { ScoreCase } from './score-case.ts';
import { verdictOf } from './verdict-of.ts';

export interface RunCaseOptions {
  /** Further flags of `npm run staging`, e.g. `--opaque`. */
  flags: readonly string[];
  /** Where the configuration is read; without a file of the person's own. */
  root: string;
}

/** As a person at a terminal would wait. */
const deadlineMs = 60_000;

/** What a staging hands over, and a token of it for who is to hold one. */
function givenBy(envFile: string, more: Record<string, string>): Given {
  const variables = { ...parseEnvFile(readFileSync(envFile, 'utf8'), envFile).variables, ...more };
  const read = (name: string): string => variables[name] ?? '';
  const http = createHttpClient({
    service: 'auth service',
    baseUrl: read('STAGING_AUTH_URL'),
    timeoutMs: 5_000,
    budget: noBudget,
    recorder: { nextId: () => 'score', add: () => undefined, isTestFull: () => false },
  });
  const person = { email: 'test-diagnosis-score@staging.netrasystems.ai', name: 'Somebody who was refused' };
  return {
    variables,
    signingSecret: new Secret(read('JWT_SECRET_STAGING')),
    issueToken: async () => {
      const key = new Secret(read('E2E_OAUTH_SIMULATION_KEY'));
      return (await createAuthClient(http).bypass(key, person)).access_token;
    },
  };
}

/** Starts a local staging with the faults of a case, diagnoses it, and compares. */
export async function runCase(
  { name, expected, variants, overlays: names }: ScoreCase,
  options: RunCaseOptions,
): Promise<ScoreRow> {
  const staging = await startDisposableStaging(
    ...options.flags,
    ...variants.flatMap((variant) => ['--variant', variant]),
  );
  try {
    const given = givenBy(staging.envFile, { STAGING_LEDGER_DIRECTORY: staging.ledgerDirectory });
    let changed: ExamineOptions = { variables: given.variables, root: options.root, deadlineMs };
    for (const overlay of names)
      changed = {
        ...changed,
        ...(await overlays[overlay]({ ...given, variables: changed.variables as Given['variables'] })),
      };
    const diagnosis = await examine(changed);
    return {
      fault: name,
      setting: [...variants, ...names].join(', '),
      expected: [...expected],
      ...verdictOf(expected, diagnosis),
      requests: diagnosis.requests,
      seconds: diagnosis.seconds,
    };
  } finally {
    await staging.close();
  }
}
