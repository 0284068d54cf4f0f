import { Refusal } from '../backend/refusal.ts';
import type { ValidationAnswer } from '../backend/validation.ts';
import { defect } from './defect.ts';
import { identityByToken } from './identity-by-token.ts';
import { keepAnswers } from './keep-answers.ts';
import { letIn } from './let-in.ts';
import { replaceIn } from './replace-in.ts';

const opensAfter = (failuresToOpen: number) =>
  replaceIn('backend', () => ({ breakerFailuresToOpen: failuresToOpen }));
const endOf = (answer: ValidationAnswer): number => (answer.valid ? Date.parse(answer.expires_at) : 0);

/** What the backend asks the auth service, what it remembers, and its circuit breaker (contract D1, D2, N6, N7). */
export const delegation = {
  'refused-tokens-open-the-breaker': defect(
    'D2',
    'The breaker counts refused tokens as failures.',
    replaceIn('backend', ({ countForBreaker }) => ({
      countForBreaker: (answer) =>
        !answer.valid && answer.error === 'invalid_token' ? 'failure' : countForBreaker(answer),
    })),
  ),
  'refused-credentials-open-the-breaker': defect(
    'D4',
    "The breaker counts an answer about the backend's own credentials as a failure.",
    replaceIn('backend', ({ countForBreaker }) => ({
      countForBreaker: (answer) => (countForBreaker(answer) === 'nothing' ? 'failure' : 'success'),
    })),
  ),
  'breaker-never-closes': defect(
    'D2',
    'The breaker stays open for good.',
    replaceIn('backend', ({ createDelegation }) => ({
      createDelegation: (options) => createDelegation({ ...options, breakerOpenMs: 2_147_483_647 }),
    })),
  ),
  'breaker-opens-at-once': defect('D2', 'The breaker opens after one failure.', opensAfter(1)),
  'breaker-never-opens': defect('N7', 'The breaker never opens.', opensAfter(1_000_000)),
  'answers-cached': defect(
    'D1',
    'The backend asks about a good token again only after a while.',
    (parts, { cacheS }) =>
      keepAnswers((answer) =>
        answer.valid ? Math.min(endOf(answer), Date.now() + cacheS * 1000) : undefined,
      )(parts, {}),
    { cacheS: { default: 300, meaning: 'how long an answer is kept' } },
  ),
  'answers-cached-past-expiry': defect(
    'D1',
    'The backend never asks twice about a token that was good once, and takes it when it has expired.',
    keepAnswers((answer) => (answer.valid ? Infinity : undefined)),
  ),
  'refusals-cached': defect(
    'D1',
    'The backend remembers that it refused a token, for a while.',
    (parts, { cacheS }) =>
      keepAnswers((answer) =>
        answer.valid && (answer.user_status ?? 'active') === 'active'
          ? undefined
          : Date.now() + cacheS * 1000,
      )(parts, {}),
    { cacheS: { default: 300, meaning: 'how long a refusal is kept' } },
  ),
  'failed-questions-repeated': defect(
    'D1',
    'The backend asks a second time where the auth service gave no answer.',
    replaceIn('backend', ({ createDelegation }) => ({
      createDelegation: (options) => {
        const { validate } = createDelegation(options);
        return {
          validate: async (token) => {
            try {
              return await validate(token);
            } catch (error) {
              if (error instanceof Refusal) return validate(token);
              throw error;
            }
          },
        };
      },
    })),
  ),
  'outage-lets-everybody-in': defect(
    'N6',
    'The backend believes every token while the auth service is away.',
    letIn(
      ({ token }, code) => code === 'AUTH_UNAVAILABLE' && token !== undefined,
      ({ token }) => identityByToken(token, 'guest'),
    ),
  ),
  'outage-told-as-bad-token': defect(
    'N6',
    'The backend answers 401 while the auth service is away.',
    replaceIn('backend', ({ refusals }) => ({
      refusals: { ...refusals, AUTH_UNAVAILABLE: { ...refusals.AUTH_UNAVAILABLE, status: 401 as const } },
    })),
  ),
  'outage-without-retry-after': defect(
    'N9',
    'The backend does not say when to come again while the auth service is away.',
    replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => {
        try {
          return await identify(call, authenticate);
        } catch (error) {
          throw error instanceof Refusal ? new Refusal(error.code) : error;
        }
      },
    })),
  ),
  'own-credentials-refused-as-bad-token': defect(
    'N6',
    'The backend answers as to a bad token where the auth service refuses its own credentials.',
    replaceIn('backend', ({ judgeValidation }) => ({
      judgeValidation: (answer) =>
        judgeValidation(answer.valid ? answer : { ...answer, error: 'invalid_token' }),
    })),
  ),
};
