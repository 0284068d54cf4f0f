import type { Observations } from '../../../doctor/observation/observations.ts';
import { account } from './account.ts';

/** A token in hand with which all is well, but for these fields. */
export const inHand = (
  fields: Partial<NonNullable<Observations['tokenInHand']>>,
): Pick<Observations, 'tokenInHand'> => ({
  tokenInHand: {
    isToken: true,
    claims: account.claims,
    ...(account.validation && { validation: account.validation }),
    ...fields,
  },
});
