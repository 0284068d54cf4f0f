import { CodedError } from '../../config/coded-error.ts';
import { boxedStack } from './boxed-stack.ts';
import { connectionFailure, failureMeaning } from './connection-failure.ts';

/** This machine failed, so that nothing is known about the target: the team that runs the tests acts. */
export class MachineError extends CodedError<'MACHINE_LIMIT'> {
  override readonly name = 'MachineError';

  /** @param text - what was tried, what failed, and what to do; no secret */
  constructor(text: string) {
    super('MACHINE_LIMIT', text);
    this.stack = boxedStack(this);
  }
}

/**
 * A failure as this machine's, where its code says that nothing else can have caused it; undefined otherwise.
 * @param what - what was tried, e.g. `GET /health of the chat backend`
 */
export function machineErrorFrom(error: unknown, what: string): MachineError | undefined {
  const { code, name } = connectionFailure(error);
  const sentence = machineSentence(what, name, code);
  return sentence === undefined ? undefined : new MachineError(sentence);
}

/** The same in words, for a failure of which only the name is left, e.g. `open EMFILE`. */
export function machineSentence(
  what: string,
  name: string,
  code = name.split(' ').at(-1),
): string | undefined {
  const meaning = failureMeaning(code ?? name, name);
  if (meaning?.fault !== 'machine') return undefined;
  return `${what} failed on this machine (${name}): ${meaning.words}. ${meaning.advice} This says nothing about the target.`;
}
