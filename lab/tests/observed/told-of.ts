import { conclude } from '../../../doctor/conclude.ts';
import type { Observations } from '../../../doctor/observation/observations.ts';
import type { Symptom } from '../../../doctor/observation/symptoms.ts';
import { seenWith } from './seen-with.ts';

/** What observations come to: the ids of the causes, an either/or as `a | b`; what none explains; whether all is well. */
export function toldOf(fields: Partial<Observations>): {
  causes: string[];
  unknown: readonly Symptom[];
  isHealthy: boolean;
} {
  const { findings, unknown, isHealthy } = conclude(seenWith(fields));
  return { causes: findings.map(({ causes }) => causes.map(({ id }) => id).join(' | ')), unknown, isHealthy };
}
