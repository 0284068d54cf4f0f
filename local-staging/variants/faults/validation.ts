import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, type RefusalCode } from '../../backend/refusal.ts';
import { note } from '../../http/request-log.ts';
import { askAround } from '../ask-around.ts';
import { fault } from '../fault.ts';
import { inParts } from '../in-parts.ts';
import { replaceIn } from '../replace-in.ts';
import { slowTurns } from '../slow-turns.ts';

const collapsible: readonly RefusalCode[] = [
  'AUTH_REQUIRED',
  'AUTH_FAILED',
  'USER_REFUSED',
  'PERMISSION_DENIED',
  'NOT_FOUND',
];

/** What the backend makes of the auth service's answers. */
export const validationFaults = {
  'status-collapsed': fault(
    'The backend refuses with one status, whatever the reason.',
    inParts((parts, { status }) =>
      replaceIn('backend', ({ refusals }) => ({
        refusals: {
          ...refusals,
          ...Object.fromEntries(
            collapsible.map((code) => [code, { ...refusals[code], status: Number(status) }]),
          ),
        },
      }))(parts, {}),
    ),
    { status: { default: '403', oneOf: ['403', '401'], meaning: 'which one' } },
  ),
  'token-reuse-refused': fault(
    'The backend refuses a token that was used a moment ago.',
    inParts((parts, { withinMs }) => {
      const usedAtMs = new Map<string, number>();
      return replaceIn('backend', ({ identify }) => ({
        identify: (call, authenticate) => {
          const { token } = call;
          if (token !== undefined) {
            const nowMs = performance.now();
            if (nowMs - (usedAtMs.get(token) ?? -Infinity) < withinMs) {
              note('the token was used a moment ago');
              throw new Refusal('AUTH_FAILED');
            }
            usedAtMs.set(token, nowMs);
          }
          return identify(call, authenticate);
        },
      }))(parts, {});
    }),
    { withinMs: { default: 1000, meaning: 'how long it must rest' } },
  ),
  'negative-cache-stale': fault(
    'The backend takes the first good token for a bad one, and remembers each refusal for a while.',
    inParts((parts, { tokens, cacheMs }) =>
      replaceIn('backend', ({ createDelegation }) => ({
        createDelegation: (options) => {
          const { validate } = createDelegation(options);
          const mistaken = new Set<string>();
          const refusedUntilMs = new Map<string, number>();
          return {
            validate: async (token) => {
              if (performance.now() < (refusedUntilMs.get(token) ?? 0)) {
                note('it was refused before');
                return { valid: false, error: 'invalid_token' };
              }
              const answer = await validate(token);
              const isMistaken = answer.valid && mistaken.size < tokens && !mistaken.has(token);
              if (answer.valid && !isMistaken) return answer;
              if (isMistaken) mistaken.add(token);
              refusedUntilMs.set(token, performance.now() + cacheMs);
              return isMistaken ? { valid: false, error: 'invalid_token' } : answer;
            },
          };
        },
      }))(parts, {}),
    ),
    {
      tokens: { default: 1, meaning: 'how many good tokens it takes for bad ones' },
      cacheMs: { default: 5000, meaning: 'how long a refusal is remembered' },
    },
  ),
  'circuit-open': fault(
    'The circuit breaker is open when the first question comes, although the auth service is up.',
    inParts((parts, { openMs }) =>
      replaceIn('backend', ({ createDelegation }) => ({
        createDelegation: (options) => {
          const { validate } = createDelegation(options);
          let closesAtMs: number | undefined;
          return {
            validate: (token) => {
              closesAtMs ??= performance.now() + openMs;
              const leftS = Math.ceil((closesAtMs - performance.now()) / 1000);
              if (leftS <= 0) return validate(token);
              note('the circuit breaker is open');
              return Promise.reject(new Refusal('AUTH_UNAVAILABLE', { 'Retry-After': String(leftS) }));
            },
          };
        },
      }))(parts, {}),
    ),
    { openMs: { default: 6000, meaning: 'how long it stays open' } },
  ),
  'auth-timeout-too-short': fault(
    'The auth service is slow now and then, and the backend does not wait that long.',
    ({ parts, wiring }, { timeoutMs, slowMs }) => {
      const isSlow = { backend: slowTurns(), others: slowTurns() };
      return {
        parts,
        wiring: {
          ...wiring,
          ...askAround(wiring, 'auth', async (request, answer) => {
            if (new URL(request.url).pathname !== '/auth/validate') return answer(request);
            const caller = request.headers.has('X-Service-ID') ? 'backend' : 'others';
            const response = await answer(request);
            await pause(isSlow[caller]() ? slowMs : timeoutMs / 10, undefined, { ref: false });
            return response;
          }),
          timers: { ...wiring.timers, validationTimeoutMs: timeoutMs },
        },
      };
    },
    {
      timeoutMs: { default: 300, meaning: 'how long the backend waits' },
      slowMs: { default: 600, meaning: 'how long a slow answer takes' },
    },
  ),
};
