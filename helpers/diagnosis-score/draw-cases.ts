import type { CauseId } from '../diagnosis/causes/causes.ts';
import { draw } from './draw.ts';
import { faultSettings } from './fault-settings.ts';
import type { OverlayName } from './overlays.ts';
import { pairs } from './pairs.ts';
import type { ScoreCase } from './score-case.ts';

/** What keeps a run from starting, and so hides everything else. */
const beforeAnyRequest: readonly OverlayName[] = ['bypass-key-with-newline'];
/** How often a healthy target is diagnosed. */
const healthy = 20;

/** Of one fault, as a seed draws it; none of `avoided`. */
function fault(
  id: CauseId,
  seed: string,
  avoided: readonly OverlayName[],
): Pick<ScoreCase, 'variants' | 'overlays'> {
  const [first] = faultSettings[id];
  const ways = faultSettings[id].filter(({ overlay }) => !overlay || !avoided.includes(overlay));
  const { overlay, settings = [] } = ways[draw(seed, `${id} way`, ways.length || 1)] ?? first;
  if (overlay) return { variants: [], overlays: [overlay] };
  const setting = settings[draw(seed, `${id} setting`, settings.length || 1)];
  return { variants: [setting === undefined ? id : `${id}:${setting}`], overlays: [] };
}

function caseOf(name: string, expected: readonly CauseId[], seed: string): ScoreCase {
  const faults = expected.map((id) => fault(id, seed, expected.length > 1 ? beforeAnyRequest : []));
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
    ...Array.from({ length: healthy }, (_, n) => caseOf(`healthy ${String(n + 1)}`, [], seed)),
  ];
}
