import { stages, type Verdict } from './causes/cause.ts';
import { type CauseId, causes } from './causes/causes.ts';
import type { Diagnosis, Finding, JudgedCause } from './diagnosis.ts';
import { isAccepted } from './observation/answer.ts';
import type { Observations } from './observation/observations.ts';
import { type Symptom, symptomsOf } from './observation/symptoms.ts';

const ids = Object.keys(causes) as CauseId[];
const stageOf = (id: CauseId): number => stages.indexOf(causes[id].stage);

function judged(id: CauseId, { reason }: Verdict): JudgedCause {
  const { sentence, owner, next } = causes[id];
  return { id, sentence, owner, next, reason };
}

/** What some observations come to; a pure function. */
export function conclude(
  seen: Observations,
): Pick<Diagnosis, 'isHealthy' | 'findings' | 'unknown' | 'ruledOut' | 'silent'> {
  const verdicts = ids
    .map((id) => ({ id, verdict: causes[id].judge(seen) }))
    .toSorted((a, b) => stageOf(a.id) - stageOf(b.id));
  const explained = new Set<string>();
  const groups = new Map<string, JudgedCause[]>();
  for (const { id, verdict } of verdicts)
    if (verdict.kind === 'supports') {
      for (const symptom of [verdict.explains, ...verdict.consequences]) explained.add(symptom);
      groups.set(verdict.explains, [...(groups.get(verdict.explains) ?? []), judged(id, verdict)]);
    }
  const findings: Finding[] = [...groups.values()].map((group) => ({ causes: group }));
  // What was refused is explained by whatever refuses; where nothing does, the target is not healthy.
  if (findings.length > 0) explained.add('a call was refused or got no answer' satisfies Symptom);
  const unknown = symptomsOf(seen).filter((symptom) => !explained.has(symptom));
  const of = (kind: Verdict['kind']): JudgedCause[] =>
    verdicts.filter(({ verdict }) => verdict.kind === kind).map(({ id, verdict }) => judged(id, verdict));
  return {
    // Nothing is healthy that was not seen to let somebody in.
    isHealthy: findings.length === 0 && unknown.length === 0 && seen.uses.some(isAccepted),
    findings,
    unknown,
    ruledOut: of('rules out'),
    silent: of('silent'),
  };
}
