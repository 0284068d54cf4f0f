import type { CauseId } from '../../doctor/causes/causes.ts';
import { lotOf } from '../seed.ts';
import { faultSettings } from './fault-settings.ts';
import type { OverlayName } from './overlays.ts';
import { pairs } from './pairs.ts';
import type { ScoreCase } from './score-case.ts';

/** What hides everything else, and so is in no pair: a run that cannot start, and no user who could be let in. */
const hiding: readonly string[] = ['bypass-key-with-newline', 'users=2'] satisfies (
  OverlayName | 'users=2'
)[];
/** How often a healthy target is diagnosed. */
const healthy = 20;

const oneOf = <T>(items: readonly T[], seed: string, what: string): T | undefined =>
  items[Math.floor(lotOf(seed, what) * items.length)];

/** Of one fault, as a seed draws it; none of `avoided`. */
function fault(
  id: CauseId,
  seed: string,
  avoided: readonly string[],
): Pick<ScoreCase, 'variants' | 'overlays'> {
  const [first] = faultSettings[id];
  const ways = faultSettings[id].filter(({ overlay }) => !overlay || !avoided.includes(overlay));
  const { overlay, settings: all = [] } = oneOf(ways, seed, `${id} way`) ?? first;
  if (overlay) return { variants: [], overlays: [overlay] };
  const settings = all.filter((setting) => !avoided.includes(setting));
  const setting = oneOf(settings, seed, `${id} setting`);
  return { variants: [setting === undefined ? id : `${id}:${setting}`], overlays: [] };
}

function caseOf(name: string, expected: readonly CauseId[], seed: string): ScoreCase {
  const faults = expected.map((id) => fault(id, seed, expected.length > 1 ? hiding : []));
  return {
    name,
    expected,
    variants: faults.flatMap(({ variants }) => variants),
    overlays: faults.flatMap(({ overlays }) => overlays),
  };
}

/** Every fault, the pairs, and a healthy target many times, with what the seed draws of their settings. */
export function drawCases(seed: string): ScoreCase[] {
  const ids = Object.keys(faultSettings) as CauseId[];
  return [
    ...ids.map((id) => caseOf(id, [id], seed)),
    ...pairs.map((pair) => caseOf(pair.join(' + '), pair, `${seed} pair ${pair.join(' ')}`)),
    ...Array.from({ length: healthy }, (_, n) => caseOf(`healthy ${n + 1}`, [], seed)),
  ];
}
