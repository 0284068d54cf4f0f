import {
  agentEvents,
  type AgentEventType,
  agentEventTypes,
  firstEvent,
  lastEvent,
  mayFollow,
} from '../../config/contract/events.ts';
import { shownList } from '../errors/shown-list.ts';

const required = agentEventTypes.filter((type) => agentEvents[type].isOptional !== true);

/** What came after an event that it may not follow, in a part of a run (contract E2). */
export function misplacedEvents(types: readonly AgentEventType[]): string[] {
  return types.flatMap((type, index) => {
    const before = types[index - 1];
    return before === undefined || mayFollow(type, before) ? [] : [`[E2] ${type} came after ${before}`];
  });
}

/** What is wrong with the order of a whole run's events, by their types (contract E2). */
export function orderProblems(types: readonly AgentEventType[]): string[] {
  const inOrder =
    types[0] === firstEvent &&
    types.at(-1) === lastEvent &&
    misplacedEvents(types).length === 0 &&
    required.every((type) => types.includes(type));
  return inOrder ? [] : [`[E2] expected ${required.join(', ')}, got ${shownList(types) || 'no event'}`];
}
