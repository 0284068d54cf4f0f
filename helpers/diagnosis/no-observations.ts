import type { Observations } from './observations.ts';

/** What is seen before anything was asked. */
export function noObservations(): Observations {
  return {
    configuration: [],
    publicRoutes: [],
    withoutToken: [],
    accounts: [],
    forgedAtAuth: [],
    forged: [],
    uses: [],
    repeatedValidations: [],
    siblings: [],
    sockets: [],
    retried: [],
    putOff: [],
  };
}
