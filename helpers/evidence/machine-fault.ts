import { coded } from '../../config/coded-error.ts';
import { machineSentence } from '../errors/machine-error.ts';
import type { WireEntry } from './wire-entry.ts';

/** What a system call's failure, e.g. `open EMFILE`, says of this machine; undefined where something else may be why. */
function sentenceFrom(what: string, text: string): string | undefined {
  const [name] = /\b[a-z]+ E[A-Z_]{3,}\b/.exec(text) ?? [];
  return name === undefined ? undefined : machineSentence(what, name);
}

/** How Node begins the message of a file operation that failed. An error of ours, which may quote the target, begins with a code. */
function sentenceOfError(message: string): string | undefined {
  const [, code, call] = /^(?:Error: )?(E[A-Z]{3,}): [^\n]*?, ([a-z]+)\b/.exec(message) ?? [];
  return code === undefined ? undefined : machineSentence('A file operation', `${String(call)} ${code}`);
}

function sentenceOfEntry(entry: WireEntry): string | undefined {
  // A private staging is wrong on purpose; what failed later has not failed the test.
  if (entry.side === 'private' || entry.isAfterFailure) return undefined;
  if (entry.kind === 'log')
    return sentenceFrom(
      `The ${entry.service} of the embedded staging: ${entry.call}`,
      entry.notes.join('\n'),
    );
  if (!('fault' in entry)) return undefined;
  return sentenceFrom(`${entry.request.method} of the ${entry.service}`, String(entry.error));
}

/**
 * Why a failed test says nothing about the target: a limit or the network of this machine stood in the way of the harness,
 * or of the embedded staging, which runs here too. Undefined where nothing of the kind is seen.
 * @param entries - of the test, with what the embedded staging logged of them
 * @param errors - what the test failed with
 */
export function machineFault(entries: readonly WireEntry[], errors: readonly string[]): string | undefined {
  const reported = errors.find((message) => /^(?:MachineError: )?\[MACHINE_LIMIT\]/.test(message));
  if (reported !== undefined) return reported.replace(/^MachineError: /, '');
  const [sentence] = [...errors.map(sentenceOfError), ...entries.map(sentenceOfEntry)].filter(
    (text) => text !== undefined,
  );
  return sentence === undefined ? undefined : coded('MACHINE_LIMIT', sentence);
}
