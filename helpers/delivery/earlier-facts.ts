import { type DeliveryFact, type RunState } from './delivery-fact.ts';
import type { DeliveryHistory, KnownRun } from './delivery-history.ts';
import { readHistory } from './read-history.ts';
import { isAnswered, endsOf } from './delivery-history.ts';

/** Of runs, and of events, the latest. */
const most = 5_000;

function stateOf(history: DeliveryHistory, run: KnownRun): RunState {
  if (endsOf(run).length > 0 || run.earlier === 'over') return 'over';
  return isAnswered(history, run) || run.earlier === 'answered' ? 'answered' : 'running';
}

/** What later tests of a worker must know: the runs of its target and their events. Private stagings are gone. */
export function earlierFacts(facts: readonly DeliveryFact[]): DeliveryFact[] {
  const history = readHistory(facts);
  const at = facts.at(-1)?.at ?? new Date(0).toISOString();
  const runs = history.runs
    .filter(({ origin }) => origin === 'target')
    .map((run): DeliveryFact => {
      const { origin, user, thread, id } = run;
      return { kind: 'earlier-run', at, origin, user, thread, run: id, state: stateOf(history, run) };
    });
  const known = new Map(history.earlierEvents.map(({ eventId, run }) => [eventId, run]));
  for (const { origin, id, seen } of history.runs)
    for (const { event } of origin === 'target' ? [...seen.values()].flat() : [])
      if (event.event_id !== undefined && id !== undefined) known.set(event.event_id, id);
  const events = [...known].map(([eventId, run]): DeliveryFact => ({
    kind: 'earlier-event',
    at,
    origin: 'target',
    eventId,
    run,
  }));
  const ended = new Set(facts.flatMap((fact) => ('id' in fact && fact.kind !== 'begun' ? fact.id : [])));
  // Those of a test only: a request that is lost is not under way for ever.
  const underWay = facts.filter((fact) => fact.kind === 'begun' && !ended.has(fact.id));
  const isNew = facts.some(({ kind }) => kind === 'settled' || kind === 'opened' || kind === 'ended');
  return [...runs.slice(-most), ...events.slice(-most), ...(isNew ? underWay.slice(-10) : [])];
}
