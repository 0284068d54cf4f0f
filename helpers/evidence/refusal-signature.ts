import type { WireEntry } from './wire-entry.ts';

const refusing = [401, 403, 503];
const refusingCloses = [1008, 1011];

/** What an entry says of a refusal, in a few words; undefined where it says nothing. */
function refusalIn(entry: WireEntry): string | undefined {
  if (entry.kind === 'close')
    return entry.by === 'target' && refusingCloses.includes(entry.code)
      ? `the socket closed with ${entry.code}`
      : undefined;
  if (entry.kind !== 'exchange' && entry.kind !== 'handshake') return undefined;
  const { kind, service, response, error } = entry;
  const who = kind === 'handshake' ? 'the handshake' : `the ${service}`;
  if (response === null) return `${who} gave no answer`;
  if (error !== undefined && response.status !== 101) return `${who} gave no whole answer`;
  return refusing.includes(response.status) ? `${who} answered ${response.status}` : undefined;
}

/** A call of the chat backend over REST that was refused. */
export interface RefusedCall {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
}

/** The last thing that the target did before a test failed. */
function lastOf(entries: readonly WireEntry[]): WireEntry | undefined {
  // A private staging is wrong on purpose, and gone.
  return entries.findLast(
    ({ kind, side, isAfterFailure }) =>
      (kind === 'exchange' || kind === 'handshake' || kind === 'close') &&
      side !== 'private' &&
      !isAfterFailure,
  );
}

/**
 * What exactly was refused at the end of a failed test: in a few words, and the call where it was one of the chat backend
 * over REST, so that it can be asked again.
 * @param signature - of the refusal
 */
export function refusedIn(
  entries: readonly WireEntry[],
  signature: string,
): { what: string; call?: RefusedCall } {
  const last = lastOf(entries);
  if (!last || refusalIn(last) !== signature || last.kind === 'close' || !('request' in last))
    return { what: signature };
  const { method, url } = last.request;
  const { pathname: path } = new URL(url);
  const what = `${signature} to ${method} ${path}`;
  const isAsked = last.kind === 'exchange' && last.service === 'chat backend' && path.startsWith('/api/');
  return isAsked && (method === 'GET' || method === 'POST' || method === 'DELETE')
    ? { what, call: { method, path } }
    : { what };
}

/**
 * By what a failed test was refused, in a few words: tests of one signature share one diagnosis. Undefined where the last
 * thing that the target did before the failure is no refusal, and no event is missing.
 * @param entries - of the test, in the order of their time
 * @param errors - what the test failed with
 */
export function refusalSignature(
  entries: readonly WireEntry[],
  errors: readonly string[],
): string | undefined {
  const last = lastOf(entries);
  const refusal = last && refusalIn(last);
  if (refusal !== undefined) return refusal;
  return errors.some((text) => /\[EVENT_NOT_RECEIVED\]|\[E4\] .*no event reached/.test(text))
    ? 'no event came'
    : undefined;
}
