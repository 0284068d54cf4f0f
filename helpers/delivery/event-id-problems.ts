import type { AgentEvent } from '../wire/agent-event.ts';
import type { DeliveryHistory } from './delivery-history.ts';

/** Which `event_id` names more than one event (contract E3, E6). */
export function eventIdProblems({ runs, earlierEvents }: DeliveryHistory): string[] {
  const problems = new Set<string>();
  const owners = new Map<string, { run: string; event?: AgentEvent }>();
  for (const { origin, eventId, run } of earlierEvents) owners.set(`${origin} ${eventId}`, { run });
  for (const { origin, id, seen } of runs)
    for (const { event } of [...seen.values()].flat()) {
      if (event.event_id === undefined) continue;
      const key = `${origin} ${event.event_id}`;
      const run = id ?? '';
      const owner = owners.get(key);
      if (!owner) owners.set(key, { run, event });
      else if (
        owner.run !== run ||
        (owner.event && (owner.event.seq !== event.seq || owner.event.type !== event.type))
      )
        problems.add(
          `[E3] run ${run}: the event_id ${event.event_id} of ${event.type} was already that of ` +
            (owner.event && owner.run === run ? owner.event.type : `run ${owner.run}`),
        );
    }
  return [...problems];
}
