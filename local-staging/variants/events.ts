import { randomUUID } from 'node:crypto';
import { defect } from './defect.ts';
import { eventsAs } from './events-as.ts';
import { eventsSent, type OutgoingEvent } from './events-sent.ts';
import { createOpenRuns } from './open-runs.ts';
import { replaceIn } from './replace-in.ts';

const without = (type: string) =>
  eventsSent(() => (event, send) => {
    if (event['type'] !== type) send(event);
  });

/** The events of a run: which, in which order, to whom, and what each says (contract E2-E5). */
export const events = {
  'start-missing': defect('E2', 'The backend sends no `agent_started`.', without('agent_started')),
  'thinking-missing': defect('E2', 'The backend sends no `agent_thinking`.', without('agent_thinking')),
  'tool-end-missing': defect('E2', 'The backend sends no `tool_completed`.', without('tool_completed')),
  'event-doubled': defect(
    'E4',
    'The backend sends every `agent_thinking` twice.',
    eventsSent(() => (event, send) => {
      send(event);
      if (event['type'] === 'agent_thinking') send(event);
    }),
  ),
  'end-doubled': defect(
    'E2',
    'The backend sends a second `agent_completed` with an id and a number of its own.',
    eventsSent(() => (event, send) => {
      send(event);
      if (event['type'] === 'agent_completed')
        send({ ...event, event_id: randomUUID(), seq: Number(event['seq']) + 1 });
    }),
  ),
  'tool-events-swapped': defect(
    'E2',
    'The backend sends `tool_completed` before its `tool_executing`, numbered as they come.',
    eventsSent(() => {
      const held = new Map<unknown, OutgoingEvent>();
      return (event, send) => {
        const earlier = held.get(event['run_id']);
        if (event['type'] === 'tool_executing') held.set(event['run_id'], event);
        else if (earlier && event['type'] === 'tool_completed') {
          send({ ...event, seq: earlier['seq'] });
          send({ ...earlier, seq: event['seq'] });
          held.delete(event['run_id']);
        } else send(event);
      };
    }),
  ),
  'numbers-swapped': defect(
    'E3',
    'The backend sends the events of a tool in order and their numbers the other way round.',
    eventsAs(() => (_run, seq, { type }) => ({
      seq: type === 'tool_executing' ? seq + 1 : type === 'tool_completed' ? seq - 1 : seq,
    })),
  ),
  'event-late': defect(
    'E2',
    'The backend sends `tool_completed` some time after `agent_completed`.',
    (parts, { delayMs }) =>
      eventsSent(() => {
        const held = new Map<unknown, OutgoingEvent>();
        return (event, send) => {
          const runId = event['run_id'];
          if (event['type'] === 'tool_completed') {
            held.set(runId, event);
            return;
          }
          send(event);
          const late = held.get(runId);
          if (event['type'] !== 'agent_completed' || !late) return;
          held.delete(runId);
          setTimeout(() => {
            send(late);
          }, delayMs).unref();
        };
      })(parts, {}),
    { delayMs: { default: 60, meaning: 'how long after the end' } },
  ),
  'thinking-after-the-end': defect(
    'E2',
    'The backend sends one more `agent_thinking` after `agent_completed`.',
    eventsSent(() => (event, send) => {
      send(event);
      if (event['type'] !== 'agent_completed') return;
      const seq = Number(event['seq']) + 1;
      const payload = { reasoning: 'The run is over.' };
      send({ ...event, type: 'agent_thinking', event_id: randomUUID(), seq, payload });
    }),
  ),
  'events-to-everybody': defect(
    'E4',
    'The backend sends the events of a run to the sockets of all users.',
    replaceIn('backend', () => ({ recipients: (_userId, connections) => [...connections] })),
  ),
  'events-to-the-newest-socket': defect(
    'E4',
    'The backend sends events only to the socket that a user opened last.',
    replaceIn('backend', ({ recipients }) => ({
      recipients: (userId, connections) => recipients(userId, connections).slice(-1),
    })),
  ),
  'event-lost-to-the-older-socket': defect(
    'E4',
    'The backend sends every third event of a run only to the socket that a user opened last.',
    replaceIn('backend', ({ createSocketHub, recipients }) => ({
      createSocketHub: (choose) => {
        const hub = createSocketHub(choose);
        const newest = createSocketHub((userId, connections) => recipients(userId, connections).slice(-1));
        return {
          ...hub,
          add: (connection) => {
            hub.add(connection);
            newest.add(connection);
          },
          remove: (connection) => {
            hub.remove(connection);
            newest.remove(connection);
          },
          sendToUser: (userId, event) => {
            (event['seq'] === 3 ? newest : hub).sendToUser(userId, event);
          },
        };
      },
    })),
  ),
  'wrong-run-id': defect(
    'E3',
    'The backend gives the events of a run another `run_id` than its answer.',
    eventsAs(() => ({ runId }) => ({ run_id: runId.replace('run_', 'task_') })),
  ),
  'run-id-changes': defect(
    'E3',
    'The backend ends a run under another `run_id` than it began.',
    eventsAs(() => ({ runId }, _seq, { type }) => ({
      run_id: type === 'agent_completed' ? `${runId}-end` : runId,
    })),
  ),
  'thread-of-the-first-run': defect(
    'E3',
    "The backend names the thread of a user's first run in the events of every later one.",
    eventsAs(() => {
      const first = new Map<string, string>();
      return ({ userId, threadId }) => {
        first.set(userId, first.get(userId) ?? threadId);
        return { thread_id: first.get(userId) };
      };
    }),
  ),
  'wrong-user-in-events': defect(
    'E3',
    'The backend names `system` as the user of every event.',
    eventsAs(() => () => ({ user_id: 'system' })),
  ),
  'seq-with-a-gap': defect(
    'E3',
    'The backend leaves a number out after the third event.',
    eventsAs(() => (_run, seq) => ({ seq: seq > 3 ? seq + 1 : seq })),
  ),
  'seq-from-zero': defect(
    'E3',
    'The backend numbers the events of a run from 0.',
    eventsAs(() => (_run, seq) => ({ seq: seq - 1 })),
  ),
  'seq-over-all-runs': defect(
    'E3',
    'The backend goes on counting from one run of a user to the next.',
    eventsAs(() => {
      const counts = new Map<string, number>();
      return ({ userId }) => {
        const seq = (counts.get(userId) ?? 0) + 1;
        counts.set(userId, seq);
        return { seq };
      };
    }),
  ),
  'event-id-of-the-run': defect(
    'E3',
    'The backend gives all events of a run one `event_id`.',
    eventsAs(() => ({ runId }) => ({ event_id: runId })),
  ),
  'event-ids-repeat-in-every-run': defect(
    'E6',
    'The backend gives the events of every run the same ids.',
    eventsAs(() => (_run, seq) => ({ event_id: `evt_${seq}` })),
  ),
  'tool-result-missing': defect(
    'E3',
    'The backend sends `tool_completed` without a result.',
    eventsAs(() => (_run, _seq, { type, payload }) => {
      const { tool_name: name, execution_time_ms: durationMs } = payload;
      return {
        payload: type === 'tool_completed' ? { tool_name: name, execution_time_ms: durationMs } : payload,
      };
    }),
  ),
  'overlapping-runs-share-numbers': defect(
    'E5',
    'The backend numbers the events of two runs that overlap with one counter.',
    eventsAs(() => {
      const [openRuns, counts] = [createOpenRuns(), new Map<string, number>()];
      return ({ userId, runId }, seq, { type }) => {
        const isAlone = openRuns(userId, runId, type).length === 1;
        const shared = isAlone ? seq : (counts.get(userId) ?? 0) + 1;
        counts.set(userId, shared);
        return { seq: shared };
      };
    }),
  ),
  'overlapping-runs-share-an-id': defect(
    'E5',
    'The backend sends the events of a run under the `run_id` of an older one that is going on.',
    eventsAs(() => {
      const openRuns = createOpenRuns();
      return ({ userId, runId }, _seq, { type }) => ({ run_id: openRuns(userId, runId, type)[0] });
    }),
  ),
  'overlapping-run-unheard': defect(
    'E5',
    'The backend sends no event of a run while an older one of the user is going on.',
    eventsSent(() => {
      const openRuns = createOpenRuns();
      return (event, send) => {
        const { user_id: userId, run_id: runId, type } = event;
        if (openRuns(userId, runId, type)[0] === runId) send(event);
      };
    }),
  ),
};
