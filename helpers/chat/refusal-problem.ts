import type { ExpectedRefusal } from '../../config/contract/profiles.ts';
import { WireResponse } from '../http/wire-response.ts';
import type { HandshakeOutcome } from '../socket/shake-hands.ts';
import { errorBody } from '../wire/error-body.ts';

function retryAfterProblem(headers: Headers, { hasRetryAfter = false }: ExpectedRefusal): string | undefined {
  const value = headers.get('Retry-After');
  const isRight = !hasRetryAfter || /^[1-9]\d*$/.test(value ?? '');
  return isRight ? undefined : `with Retry-After ${String(value)}, not whole seconds of at least 1 (N9)`;
}

function restProblem(response: WireResponse, refusal: ExpectedRefusal): string | undefined {
  const { status, errorCode } = refusal;
  if (response.status !== status) return `${response.status} ${response.reason()}`.trim();
  const body = errorBody.safeParse(response.json());
  if (!body.success) return `${status} with a body that is not the error body (C1)`;
  if (body.data.error_code !== errorCode) return `${status} ${body.data.error_code}`;
  const retryAfter = retryAfterProblem(response.headers, refusal);
  return retryAfter && `${status} ${retryAfter}`;
}

function upgradeProblem({ handshake }: HandshakeOutcome, refusal: ExpectedRefusal): string | undefined {
  const { status, body, headers } = handshake;
  if (status !== refusal.upgradeStatus) return String(status);
  if (body !== '') return `${status} with a body (C2)`;
  const retryAfter = retryAfterProblem(headers, refusal);
  return retryAfter && `${status} ${retryAfter}`;
}

/** In a sentence, how an answer is not the refusal that a profile promises; undefined where it is. */
export function refusalProblem(
  answer: WireResponse | HandshakeOutcome,
  refusal: ExpectedRefusal,
): string | undefined {
  const overRest = answer instanceof WireResponse;
  const problem = overRest ? restProblem(answer, refusal) : upgradeProblem(answer, refusal);
  const expected = overRest
    ? `${refusal.status} ${refusal.errorCode}`
    : `${String(refusal.upgradeStatus)} with an empty body before the upgrade`;
  const where = overRest ? answer.request : answer.handshake.url;
  return (
    problem &&
    `[${refusal.id}] Expected ${expected} (profile ${refusal.profile}), but ${where} answered ${problem}.`
  );
}
