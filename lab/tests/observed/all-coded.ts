import type { Use } from '../../../doctor/observation/observations.ts';

/** The uses, each refused or not with this code in the error body. */
export const allCoded = (uses: Use[], code: string): Use[] =>
  uses.map((use) => ({ ...use, form: 'envelope', code }));
