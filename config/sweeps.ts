import { fileURLToPath } from 'node:url';

/** For a configuration: abandoned users are removed before and after its runs. */
export const sweeps = {
  globalSetup: fileURLToPath(new URL('../helpers/users/sweep/sweep-for-run.ts', import.meta.url)),
};
