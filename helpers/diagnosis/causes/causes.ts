import type { Cause } from './cause.ts';
import { edgeCauses } from './edge-causes.ts';
import { harnessCauses } from './harness-causes.ts';
import { secretCauses } from './secret-causes.ts';
import { userCauses } from './user-causes.ts';
import { validationCauses } from './validation-causes.ts';

const table = {
  ...harnessCauses,
  ...userCauses,
  ...secretCauses,
  ...validationCauses,
  ...edgeCauses,
} satisfies Record<string, Cause>;

export type CauseId = keyof typeof table;

/** Every cause, by its id in docs/causes.md. */
export const causes: Readonly<Record<CauseId, Cause>> = table;
