import { answerText, isLetIn } from '../observation/answer.ts';
import { readSockets } from '../observation/readings.ts';
import { type Cause, rulesOut, silent, supports } from './cause.ts';

/** Tokens that nobody may take, and somebody takes. */
export const forgeryCauses = {
  'auth-check-disabled': {
    sentence: 'Nobody checks tokens: forged ones are accepted.',
    owner: 'product',
    stage: 'false accept',
    judge: (seen) => {
      const { forgedAtAuth, garbage, withoutToken } = seen;
      const open = withoutToken.filter(isLetIn).map(({ family }) => family);
      const shown = [...seen.forged, ...(garbage ? [{ ...garbage, family: 'threads' as const }] : [])];
      // A route that asks for no token is open for another reason.
      const taken = shown.filter((answer) => isLetIn(answer) && !open.includes(answer.family));
      const atAuth = forgedAtAuth.find(({ forgery, valid }) => valid && forgery !== 'known default');
      const onSocket = readSockets(seen, 'forged token').accepted;
      const [first = onSocket ?? atAuth?.answer] = taken;
      if (first)
        return supports(
          'a forged token is accepted',
          `A token that nobody signed is accepted: ${answerText(first)}. No positive result of this target counts.`,
          'test headers let in',
          'refusals are all alike',
        );
      return shown.length > 0 || forgedAtAuth.length > 0
        ? rulesOut('Garbage, and a token under a random key, are refused.')
        : silent('No forged token was shown.');
    },
    next: 'Stop: do not trust this target. Turn the check of tokens on again, and look at who was let in meanwhile.',
  },
  'insecure-default-secret': {
    sentence: 'A known default secret signs valid tokens.',
    owner: 'product',
    stage: 'false accept',
    judge: ({ forgedAtAuth }) => {
      const random = forgedAtAuth.find(({ forgery }) => forgery === 'random key');
      const known = forgedAtAuth.filter(({ forgery }) => forgery === 'known default');
      const taken = known.filter(({ valid }) => valid);
      if (known.length === 0) return silent('No token under a known default was shown.');
      if (random?.valid) return silent('Any signature is accepted anyway.');
      return taken.length > 0
        ? supports(
            'a known default signs',
            'The auth service calls a token valid that was signed with a secret that everybody can read, and refuses one under a random key.',
          )
        : rulesOut('Tokens under the known defaults are refused.');
    },
    next: 'Stop: anybody can make tokens for this target. Give the auth service a random secret, and end all sessions.',
  },
} satisfies Record<string, Cause>;
