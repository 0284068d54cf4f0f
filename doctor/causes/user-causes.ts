import { isAccepted } from '../observation/answer.ts';
import type { Observations } from '../observation/observations.ts';
import { type Cause, rulesOut, silent, supports } from './cause.ts';

/** Looks for a user whom the auth service calls so, while it calls the token valid (P4). */
const judgeUser =
  (status: 'unknown' | 'inactive', symptom: 'a user is not known' | 'a user is not active') =>
  ({ accounts, uses, tokenInHand }: Observations) => {
    const affected = accounts.find(({ validation }) => validation?.userStatus === status);
    const other = uses.find((use) => use.way !== affected?.way && isAccepted(use));
    const control = other ? `, while another user is let in (${other.asked})` : '';
    if (affected)
      return supports(
        symptom,
        `The auth service calls the token of the ${affected.way} user valid, and the user ${status}${control}.`,
        'a token is not refreshed',
        'a login fails',
        'a login through the backend fails',
        'every good token is refused',
        'the token in hand is refused',
      );
    if (tokenInHand?.validation?.userStatus === status)
      return supports(
        'the token in hand is refused',
        `The auth service calls the token in hand valid, and its user ${status}${control}.`,
      );
    const known = accounts.filter(({ validation }) => validation?.userStatus === 'active');
    return known.length > 0
      ? rulesOut(`The auth service calls the ${known.map(({ way }) => way).join(' and the ')} user active.`)
      : silent('There is no token that the auth service knows.');
  };

/** Who the user is. */
export const userCauses = {
  'user-unknown': {
    sentence: "The token is for a user whom the target's database has not.",
    owner: 'product',
    stage: 'issuer',
    judge: judgeUser('unknown', 'a user is not known'),
    next: 'Sign in anew, so that the user is made. If that does not help, look at where the auth service stores users: another database, or a lost write.',
  },
  'user-inactive': {
    sentence: 'The user was deactivated.',
    owner: 'operations',
    stage: 'issuer',
    judge: judgeUser('inactive', 'a user is not active'),
    next: 'Activate the user again, or take another one. If new users are inactive, look at what deactivates them.',
  },
} satisfies Record<string, Cause>;
