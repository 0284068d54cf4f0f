import type { AgentStep } from '../../backend/agent/agent-steps.ts';
import { type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { frames, nowAndThen, replacing } from './in-frames.ts';

/** Replaces the steps of every run. */
const steps = (change: (steps: AgentStep[]) => AgentStep[]): Change =>
  replacing((taken) =>
    replaceIn('backend', ({ agentSteps }) => ({
      *agentSteps(content) {
        taken();
        yield* change([...agentSteps(content)]);
      },
    })),
  );
const thought = (reasoning: string): AgentStep => ({ type: 'agent_thinking', payload: { reasoning } });
const tool = (name: string, result: unknown): AgentStep[] => [
  { type: 'tool_executing', payload: { tool_name: name, parameters: [name, null] } },
  { type: 'tool_completed', payload: { tool_name: name, result, execution_time_ms: 0.25 } },
];
/** Adds steps before the last one. */
const before = (...more: AgentStep[]): Change =>
  steps((run) => [...run.slice(0, -1), ...more, ...run.slice(-1)]);
const isEvent = ({ run_id: run }: Record<string, unknown>): boolean => run !== undefined;

/** More events than there must be, frames that were not asked for, heartbeats at any time. */
export const moreFrames = {
  'agent-thinks-longer': liberty(
    'The agent thinks four times before it uses its tool.',
    steps(([start, ...run]) => [
      ...(start ? [start] : []),
      thought('First.'),
      thought('Then.'),
      thought('And then.'),
      ...run,
    ]),
  ),
  'agent-uses-more-tools': liberty(
    'The agent uses three tools, one of them twice.',
    before(...tool('search', []), ...tool('search', null), ...tool('read', 'a page')),
  ),
  'agent-thinks-between-tools': liberty(
    'The agent thinks after each tool, and before its answer.',
    before(thought('What is this?'), ...tool('look_up', { found: 0 }), thought('So that is it.')),
  ),
  'agent-works-long': liberty(
    'A run has some sixty events.',
    before(...Array.from({ length: 14 }, (_, n) => [...tool(`step-${n}`, n), thought('On.')]).flat()),
  ),
  'notices-between-events': liberty(
    'Before each event comes a notice that was not asked for.',
    frames((frame) =>
      isEvent(frame) ? [{ type: 'notice', level: 'info', text: 'An event follows.' }, frame] : undefined,
    ),
  ),
  'presence-after-the-welcome': liberty(
    'After the welcome a socket is told who else is there.',
    frames((frame) =>
      frame['type'] === 'connection_established'
        ? [frame, { type: 'presence', users_online: 3 }, { type: 'system_message', data: { event: 'motd' } }]
        : undefined,
    ),
  ),
  'heartbeats-all-the-time': liberty(
    'Each socket gets a heartbeat every 25 ms, whatever else it gets.',
    nowAndThen(25, (_socket, send) => {
      send(JSON.stringify({ type: 'heartbeat', timestamp: new Date().toISOString() }));
    }),
  ),
  'heartbeat-after-every-frame': liberty(
    'After every frame comes a heartbeat, also after the error that ends a socket.',
    frames((frame) => [frame, { type: 'heartbeat', timestamp: new Date().toISOString() }]),
  ),
  'notice-before-an-end': liberty(
    'Between the error that ends a socket and its close comes a notice.',
    frames((frame) =>
      ['TOKEN_EXPIRED', 'TOKEN_REVOKED', 'USER_REFUSED'].includes(String(frame['error_code']))
        ? [{ type: 'session_ending', in_ms: 1 }, frame, { type: 'goodbye' }]
        : undefined,
    ),
  ),
  'control-frames-of-the-protocol': liberty(
    'The WebSocket protocol\u2019s own pings and pongs come every 25 ms.',
    nowAndThen(25, (socket) => {
      socket.ping('are you there');
      socket.pong();
    }),
  ),
};
