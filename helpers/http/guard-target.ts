import { runId } from '../../config/run-id.ts';
import type { Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../errors/contract-error.ts';
import type { Recorder } from '../evidence/wire-log.ts';
import { GuardError } from '../guard/guard-error.ts';
import { createProductionMark } from '../guard/production-mark.ts';
import {
  bypassPath,
  type GuardedAnswer,
  type GuardedService,
  guardOf,
  type GuardQuestions,
  type HeardAnswer,
  TargetGuard,
  type TargetGuardParts,
} from '../guard/target-guard.ts';
import { health } from '../wire/health.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { lookUntil } from './look-until.ts';
import { readAnswer } from './read-answer.ts';
import type { RequestBudget } from './request-budget.ts';

/** What a guard asks with. */
export interface GuardMeans {
  budget: RequestBudget;
  /** Where the processes of the run meet; left out for a process that runs alone. */
  directory?: string;
  /** Where the run keeps what it saw; left out where there is no run. */
  journal?: { write(line: { kind: 'production-seen'; sentence: string }): void };
}

const plain = /^[\w.-]{1,40}$/;

/** The environment that an answer names, whatever its status; undefined where it names none. */
function environmentIn(answer: HeardAnswer): string | undefined {
  const { environment } = (answer.json() ?? {}) as Record<string, unknown>;
  return typeof environment === 'string' ? environment : undefined;
}

/** What an answer says of a target that is no staging, as a sentence; undefined where it does not say that. */
function productionIn(answer: HeardAnswer, { question, service }: GuardedAnswer): string | undefined {
  const asked = `${answer.request} of the ${service.name} at ${service.baseUrl}`;
  if (question === 'bypass')
    return answer.status === 403
      ? `${asked} without a key is answered 403, as only production does.`
      : undefined;
  const environment = environmentIn(answer);
  return (environment ?? 'staging') === 'staging'
    ? undefined
    : `${asked} says ${environment !== undefined && plain.test(environment) ? environment : 'something else'}, not staging.`;
}

/**
 * The guard of a target: from here on nothing of this process reaches it before it has said that it is a staging, and
 * nothing at all once it has said that it is none. The first call for a target makes its guard, later ones return it.
 */
export function guardTarget(target: Target, { budget, directory, journal }: GuardMeans): TargetGuard {
  const mark = createProductionMark(directory);
  let count = 0;
  const recorder: Recorder = {
    nextId: () => `${runId()}-guard-${process.pid}-${(count += 1)}`,
    // Its answers are in the error, and in what the preflight shows.
    add: () => undefined,
    isTestFull: () => false,
  };
  const clientOf = ({ name, baseUrl }: GuardedService): HttpClient =>
    createHttpClient({ service: name, baseUrl, timeoutMs: target.requestTimeoutMs, budget, recorder });

  const refuse = (text: string): never => {
    const sentence = `${text} Nothing more is sent to this target. Name a staging in STAGING_AUTH_URL and STAGING_BACKEND_URL.`;
    // Another process may have seen it meanwhile.
    if (mark.read() === undefined) journal?.write({ kind: 'production-seen', sentence });
    mark.write(sentence);
    throw new GuardError('NOT_A_STAGING', sentence);
  };

  const hear: TargetGuardParts['hear'] = (answer, asked) => {
    const text = productionIn(answer, asked);
    if (text !== undefined) refuse(text);
  };

  const askHealth = async (service: GuardedService, healthPath: string, waitMs: number) => {
    const { name, baseUrl } = service;
    const client = clientOf(service);
    const answer = await lookUntil(
      () => client.send({ method: 'GET', path: healthPath }),
      ({ status }) => status < 500,
      { deadlineMs: waitMs, everyMs: timeouts.lookAgainMs },
    );
    // A staging of this process may be anything, but not the target of a run.
    hear(answer, { question: 'health', service });
    const environment = environmentIn(answer);
    const said = readAnswer(answer, 200, health.partial({ environment: true }));
    if (environment === undefined && !target.health.mayOmitEnvironment)
      throw new GuardError(
        'STAGE_NOT_SAID',
        `GET ${healthPath} of the ${name} at ${baseUrl} does not say which environment it is, and the profile of the target expects that it does. Nothing else was sent.`,
      );
    return said;
  };

  const ask: GuardQuestions = {
    health: async (service, waitMs) => {
      const [first, ...others] = target.health.paths;
      const said = await askHealth(service, first, waitMs);
      for (const other of others) await askHealth(service, other, waitMs);
      return said;
    },
    bypass: async (auth) => {
      const answer = await clientOf(auth).send({ method: 'POST', path: bypassPath, body: {} });
      hear(answer, { question: 'bypass', service: auth });
      const { status } = answer;
      if (status >= 500)
        throw new ContractError(
          'UNEXPECTED_STATUS',
          `POST ${bypassPath} without a key: expected 401, got ${status}.`,
        );
      return status;
    },
  };
  return guardOf(target, () => new TargetGuard({ target, ask, hear, mark }));
}
