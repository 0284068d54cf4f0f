import type { Answer } from './answer.ts';
import type { Observations } from './observations.ts';

/** Every answer that was seen, whatever was asked. */
export function allAnswers(seen: Observations): Answer[] {
  const { auth, backend, bypass, accounts, run } = seen;
  return [
    auth?.health,
    auth?.nonsense,
    backend?.health,
    backend?.nonsense,
    ...seen.publicRoutes,
    ...seen.withoutToken,
    seen.withTestHeaders,
    bypass?.withoutKey,
    bypass?.wrongKey,
    bypass?.rightKey,
    seen.registration,
    seen.login,
    seen.loginThroughBackend,
    seen.loginAgain,
    ...accounts.flatMap(({ validation, me, refresh }) => [validation?.answer, me, refresh?.answer]),
    ...seen.forgedAtAuth.map(({ answer }) => answer),
    seen.garbage,
    ...seen.forged,
    ...seen.uses,
    ...seen.repeatedValidations.map(({ answer }) => answer),
    ...seen.siblings,
    seen.noSuchObject,
    ...seen.otherReads,
    seen.callAgain,
    ...seen.sockets,
    seen.plainSocketPath,
    run?.thread,
    run?.asked,
    ...seen.retried,
  ].filter((answer) => answer !== undefined);
}
