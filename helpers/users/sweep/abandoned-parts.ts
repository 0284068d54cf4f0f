import type { Target } from '../../../config/target.ts';
import type { LedgerPart } from '../ledger/ledger-part.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { stateOfPart } from '../ledger/state-of-part.ts';
import { thisProcess } from '../ledger/this-process.ts';

/** The files of a target's ledger that nobody answers for any more. */
export function abandonedParts({ ledgerDirectory, authUrl }: Target): LedgerPart[] {
  const parts = readLedger(ledgerDirectory);
  if (parts.length === 0) return [];
  const here = thisProcess();
  return parts.filter(
    (part) =>
      // One host may serve several targets.
      (part.owner === undefined || part.owner.target === authUrl) &&
      stateOfPart(part, here, Date.now()).isAbandoned,
  );
}
