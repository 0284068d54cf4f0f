import type { Message } from '../wire/message.ts';

/** What was asked and replied. A service may store more of a run, e.g. what its tools said, under types of its own. */
export function turnsOf(messages: readonly Message[]): Message[] {
  return messages.filter(({ message_type: type }) => type === 'user' || type === 'assistant');
}
