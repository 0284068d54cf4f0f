import type { Answer } from './answer.ts';
import { refusalMeaning, type RefusalMeaning } from './refusal-meaning.ts';

/** Whether each of these refusals means one of the given, or hides what it means. */
export function allMean(refusals: readonly Answer[], ...meanings: RefusalMeaning[]): boolean {
  return refusals.every((refusal) => [...meanings, 'unsaid'].includes(refusalMeaning(refusal)));
}
