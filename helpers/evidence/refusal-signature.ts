import type { WireEntry } from './wire-entry.ts';

const refusing = [401, 403, 503];
const refusingCloses = [1008, 1011];

/** What an entry says of a refusal, in a few words; undefined where it says nothing. */
function refusalIn(entry: WireEntry): string | undefined {
  if (entry.kind === 'close')
    return entry.by === 'target' && refusingCloses.includes(entry.code)
      ? `the socket closed with ${String(entry.code)}`
      : undefined;
  if (entry.kind !== 'exchange' && entry.kind !== 'handshake') return undefined;
  const { kind, service, response, error } = entry;
  const who = kind === 'handshake' ? 'the handshake' : `the ${service}`;
  if (response === null) return `${who} gave no answer`;
  if (error !== undefined && response.status !== 101) return `${who} gave no whole answer`;
  return refusing.includes(response.status) ? `${who} answered ${String(response.status)}` : undefined;
}

/** What a local staging, which runs on this machine too, notes where the machine lets it open nothing more. */
const machineNote = /\b(?:EMFILE|ENFILE|ENOBUFS|ENOMEM|EADDRNOTAVAIL)\b/;

/**
 * Why a test says nothing about the target: a limit or the network of this machine stood in its way (machine-error.ts), or
 * in that of the embedded staging. Undefined where nothing of the kind is seen.
 * @param entries - of the test, with what the embedded staging logged of them
 */
export function machineFault(entries: readonly WireEntry[], errors: readonly string[]): string | undefined {
  for (const entry of entries) {
    if (entry.side === 'private' || entry.isAfterFailure) continue;
    if ('fault' in entry) return `this machine: ${String(entry.error)}`;
    if (entry.kind !== 'log') continue;
    const note = entry.notes.find((text) => machineNote.test(text));
    if (note !== undefined) return `the ${entry.service} of the embedded staging on this machine: ${note}`;
  }
  return errors.some((text) => text.includes('[MACHINE_LIMIT]'))
    ? 'this machine: the error says why'
    : undefined;
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
  // A private staging is wrong on purpose, and gone.
  const last = entries.findLast(
    ({ kind, side, isAfterFailure }) =>
      (kind === 'exchange' || kind === 'handshake' || kind === 'close') &&
      side !== 'private' &&
      !isAfterFailure,
  );
  const refusal = last && refusalIn(last);
  if (refusal !== undefined) return refusal;
  return errors.some((text) => /\[EVENT_NOT_RECEIVED\]|\[E4\] .*no event reached/.test(text))
    ? 'no event came'
    : undefined;
}
