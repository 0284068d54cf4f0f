import { expect, test } from '../fixtures/test.ts';
import { runProblems } from '../../helpers/chat/run-problems.ts';
import type { AgentEvent } from '../../helpers/wire/agent-event.ts';

const [started, thinking, executing, completedTool, completed] = [
  'agent_started',
  'agent_thinking',
  'tool_executing',
  'tool_completed',
  'agent_completed',
] as const;
const fullRun = [started, thinking, executing, completedTool, completed];

const expected = { userId: 'user-1', threadId: 'thread-1', runId: 'run-1' };
const payloads: Record<AgentEvent['type'], AgentEvent['payload']> = {
  agent_started: { agent_name: 'a' },
  agent_thinking: { reasoning: 'b' },
  tool_executing: { tool_name: 'c', parameters: {} },
  tool_completed: { tool_name: 'c', result: 1, execution_time_ms: 1 },
  agent_completed: { final_response: 'd' },
};

/** Events of one good run in the given order of types. */
const eventsOf = (types: readonly AgentEvent['type'][]): AgentEvent[] =>
  types.map((type, index) => ({
    type,
    event_id: `event-${index}`,
    run_id: 'run-1',
    thread_id: 'thread-1',
    user_id: 'user-1',
    seq: index + 1,
    timestamp: '2026-01-01T00:00:00.000Z',
    payload: payloads[type],
  }));
const withEvent = (index: number, change: Partial<AgentEvent>): AgentEvent[] =>
  eventsOf(fullRun).map((event, at) => (at === index ? { ...event, ...change } : event));

const good = [
  { title: 'the five events', events: eventsOf(fullRun) },
  {
    title: 'repeated thoughts and tools',
    events: eventsOf([
      started,
      thinking,
      thinking,
      executing,
      completedTool,
      thinking,
      executing,
      completedTool,
      completed,
    ]),
  },
  {
    title: 'events without seq and event_id',
    events: eventsOf(fullRun).map((event): AgentEvent => ({ ...event, seq: undefined, event_id: undefined })),
  },
];

const bad = [
  {
    title: 'no event',
    events: [],
    problem:
      '[E2] expected agent_started, agent_thinking, tool_executing, tool_completed, agent_completed, got no event',
  },
  { title: 'no terminal event', events: eventsOf(fullRun.slice(0, -1)), problem: '[E2] expected' },
  { title: 'two terminal events', events: eventsOf([...fullRun, completed]), problem: '[E2] expected' },
  { title: 'an event after the end', events: eventsOf([...fullRun, thinking]), problem: '[E2] expected' },
  {
    title: 'a tool that completes before it executes',
    events: eventsOf([started, thinking, completedTool, executing, completed]),
    problem: '[E2] expected',
  },
  {
    title: 'a doubled tool',
    events: eventsOf([started, thinking, executing, executing, completedTool, completed]),
    problem: '[E2] expected',
  },
  {
    title: 'no thought',
    events: eventsOf([started, executing, completedTool, completed]),
    problem: '[E2] expected',
  },
  { title: 'no tool', events: eventsOf([started, thinking, completed]), problem: '[E2] expected' },
  { title: 'a gap in seq', events: withEvent(3, { seq: 5 }), problem: '[E3] seq is 1, 2, 3, 5, 5' },
  {
    title: 'an event_id that comes twice',
    events: withEvent(3, { event_id: 'event-0' }),
    problem: '[E3] an event_id comes twice',
  },
  {
    title: "another run's event",
    events: withEvent(2, { run_id: 'run-2' }),
    problem: '[E3] tool_executing has run_id run-2, expected run-1',
  },
  {
    title: "a stranger's event",
    events: withEvent(2, { user_id: 'user-2' }),
    problem: '[E3] tool_executing has user_id user-2, expected user-1',
  },
  {
    title: 'events of a stranger only',
    events: eventsOf(fullRun).map((event): AgentEvent => ({ ...event, user_id: 'user-2' })),
    problem: '[E3] agent_started has user_id user-2, expected user-1',
  },
  {
    title: 'an event without its user',
    events: withEvent(0, { user_id: undefined }),
    problem: '[E3] agent_started has user_id undefined, expected user-1',
  },
  {
    title: 'an event that tells nothing',
    events: withEvent(4, { payload: {} }),
    problem: '[E3] agent_completed has no final_response',
  },
];

test.describe('the check of a run', () => {
  for (const { title, events } of good) {
    test(`finds nothing wrong with ${title} [E2 E3]`, () => {
      expect(events).toBeACompleteRun(expected);
    });
  }

  for (const { title, events, problem } of bad) {
    test(`finds ${title} [E2 E3]`, () => {
      expect(runProblems(events, expected).join('; ')).toContain(problem);
      expect(() => {
        expect(events).toBeACompleteRun(expected);
      }).toThrow(problem);
    });
  }
});
