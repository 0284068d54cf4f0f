import { fileURLToPath } from 'node:url';

/** For a configuration: both services are read, and abandoned users are removed, before and after its runs. */
export const sweeps = {
  globalSetup: ['record/look-at-target', 'users/sweep/sweep-for-run'].map((path) =>
    fileURLToPath(new URL(`../helpers/${path}.ts`, import.meta.url)),
  ),
};
