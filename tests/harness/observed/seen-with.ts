import { noObservations } from '../../../helpers/diagnosis/no-observations.ts';
import type { Observations } from '../../../helpers/diagnosis/observations.ts';
import { account } from './account.ts';

/** What is seen where one user was signed in, and this beside it. */
export const seenWith = (fields: Partial<Observations>): Observations => ({
  ...noObservations(),
  accounts: [account],
  ...fields,
});
