import type { AccountSeen } from '../../../doctor/observation/observations.ts';
import { answer } from './answer.ts';

/** A user of the bypass with whom all is well. */
export const account: AccountSeen = {
  way: 'bypass',
  claims: { sub: 'u', iat: 1_000, exp: 1_900, problems: [] },
  madeAtMs: 1_000_000,
  validation: {
    answer: answer(200),
    valid: true,
    userId: 'u',
    userStatus: 'active',
    permissions: ['read', 'write'],
  },
};
