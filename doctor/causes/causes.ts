import type { Cause } from './cause.ts';
import { edgeCauses } from './edge-causes.ts';
import { forgeryCauses } from './forgery-causes.ts';
import { harnessCauses } from './harness-causes.ts';
import { lifeCauses } from './life-causes.ts';
import { routeCauses } from './route-causes.ts';
import { secretCauses } from './secret-causes.ts';
import { userCauses } from './user-causes.ts';
import { validationCauses } from './validation-causes.ts';

const table = {
  ...harnessCauses,
  ...userCauses,
  ...secretCauses,
  ...forgeryCauses,
  ...validationCauses,
  ...routeCauses,
  ...edgeCauses,
  ...lifeCauses,
} satisfies Record<string, Cause>;

export type CauseId = keyof typeof table;

/** Every cause, by its id in docs/causes.md. */
export const causes: Readonly<Record<CauseId, Cause>> = table;
