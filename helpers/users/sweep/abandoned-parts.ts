import type { Target } from '../../../config/target.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import type { LedgerPart } from '../ledger/ledger-line.ts';
import { stateOfPart } from '../ledger/owner.ts';
import { partsOfTarget } from '../ledger/parts-of-target.ts';

/** The files of a target's ledger that nobody answers for any more. */
export function abandonedParts(target: Target): LedgerPart[] {
  const { parts } = partsOfTarget(target);
  if (parts.length === 0) return [];
  const here = thisProcess();
  return parts.filter((part) => stateOfPart(part, here, Date.now()).isAbandoned);
}
