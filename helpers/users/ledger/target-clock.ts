import type { WireResponse } from '../../http/wire-response.ts';

/** The target's clock, as one of its answers showed it. A change of this machine's clock does not move it. */
export interface TargetClock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** How far this machine's clock was ahead of it, in milliseconds; negative where it was behind. */
  aheadMs: number;
}

/** The clock that an answer shows: by its `Date`, and by its `Age` where a proxy had kept it. Undefined where it has no `Date`. */
export function readTargetClock({ headers }: Pick<WireResponse, 'headers'>): TargetClock | undefined {
  const sentAtMs = Date.parse(headers.get('Date') ?? '');
  const ageS = Number(headers.get('Age') ?? 0);
  if (Number.isNaN(sentAtMs)) return undefined;
  const [shownMs, shownAt] = [sentAtMs + (ageS > 0 ? ageS * 1000 : 0), performance.now()];
  return { nowMs: () => shownMs + performance.now() - shownAt, aheadMs: Date.now() - shownMs };
}

/** `Date` has whole seconds, and an answer takes its time. */
const noticeableMs = 60_000;

/** Says how wrong this machine's clock is; undefined where the two agree. */
export function clockSentence({ aheadMs }: Pick<TargetClock, 'aheadMs'>): string | undefined {
  if (Math.abs(aheadMs) < noticeableMs) return undefined;
  const minutes = String(Math.round(Math.abs(aheadMs) / 60_000));
  return `This machine's clock is ${minutes} min ${aheadMs > 0 ? 'ahead of' : 'behind'} the target's clock. Leases and ages are judged by the target's clock.`;
}
