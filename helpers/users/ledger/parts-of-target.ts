import type { Target } from '../../../config/target.ts';
import type { LedgerPart } from './ledger-line.ts';
import { readLedger } from './read-ledger.ts';

/** The files of a target's ledger, and in sentences which users of other targets are in its directory. */
export function partsOfTarget({ ledgerDirectory, authUrl }: Pick<Target, 'ledgerDirectory' | 'authUrl'>): {
  parts: LedgerPart[];
  others: string[];
} {
  // One host may serve several targets.
  const own: LedgerPart[] = [];
  const counts = new Map<string, number>();
  for (const part of readLedger(ledgerDirectory)) {
    const { target = authUrl } = part.owner ?? {};
    const { length } = part.users.filter(({ fate }) => fate !== 'absent');
    if (target === authUrl) own.push(part);
    else if (length > 0) counts.set(target, (counts.get(target) ?? 0) + length);
  }
  const others = [...counts].map(
    ([target, count]) =>
      `${String(count)} users of ${target} are in this directory, and not of ${authUrl}. Set STAGING_AUTH_URL to that to remove them.`,
  );
  return { parts: own, others };
}
