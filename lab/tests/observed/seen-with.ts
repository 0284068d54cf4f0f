import { noObservations, type Observations } from '../../../doctor/observation/observations.ts';
import { account } from './account.ts';

/** What is seen where one user was signed in, and this beside it. */
export const seenWith = (fields: Partial<Observations>): Observations => ({
  ...noObservations(),
  accounts: [account],
  ...fields,
});
