import { answerText } from './answer-text.ts';
import type { Answer } from './answer.ts';

/** Answers in a few words each, one after the other. */
export function answersText(answers: readonly Answer[]): string {
  return answers.map(answerText).join('; ');
}
