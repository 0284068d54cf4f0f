import type { ValidationAnswer } from '../backend/validation.ts';
import { replaceIn } from './replace-in.ts';

/**
 * Remembers what the auth service said about a token.
 * @param untilMs - when an answer is forgotten, in milliseconds since the epoch; undefined for one that is not kept
 */
export function keepAnswers(untilMs: (answer: ValidationAnswer) => number | undefined) {
  return replaceIn('backend', ({ createDelegation }) => ({
    createDelegation: (options) => {
      const { validate } = createDelegation(options);
      const kept = new Map<string, { answer: ValidationAnswer; untilMs: number }>();
      return {
        validate: async (token) => {
          const known = kept.get(token);
          if (known && Date.now() < known.untilMs) return known.answer;
          const answer = await validate(token);
          const until = untilMs(answer);
          if (until !== undefined) kept.set(token, { answer, untilMs: until });
          return answer;
        },
      };
    },
  }));
}
