import { lastEvent } from '../../config/contract/events.ts';
import type { KnownRun, SeenEvent, SeenSocket } from './delivery-history.ts';

/** The value that most events have, as one of them may be wrong. */
function mostOf(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * The run that events belong to: the one that they name; else one that was asked for in their thread and that no event
 * has named yet, by what it answers, or the one asked for first. It is named from then on.
 */
export function matchRun(
  runs: readonly KnownRun[],
  events: readonly SeenEvent[],
  { origin, user }: SeenSocket,
): KnownRun | undefined {
  const id = events[0]?.event.run_id;
  const named = runs.find((run) => id !== undefined && run.id === id && run.origin === origin);
  if (named) return named;
  const thread = mostOf(events.map(({ event }) => event.thread_id));
  const here = runs.filter((run) => run.origin === origin);
  if (id === undefined) {
    const possible = here.filter(
      (run) => run.user === user && (thread === undefined || run.thread === thread) && !run.earlier,
    );
    return possible.length === 1 ? possible[0] : undefined;
  }

  const first = Math.min(...events.map(({ order }) => order));
  const reply = events.find(({ event }) => event.type === lastEvent)?.event.payload['final_response'];
  const answers = ({ content }: KnownRun): number =>
    typeof reply === 'string' && content !== undefined && reply.includes(content) ? content.length : -1;
  const [asked] = here
    .filter((run) => run.id === undefined && run.begun < first)
    .filter((run) => (thread === undefined ? run.user === user : run.thread === thread))
    .toSorted((a, b) => answers(b) - answers(a) || a.begun - b.begun);
  if (asked) asked.id = id;
  return asked;
}
