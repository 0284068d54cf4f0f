import { shownList } from '../errors/shown-list.ts';

/** What is wrong with the order of a whole run's events, by their types (contract E2). */
export function orderProblems(types: readonly string[]): string[] {
  const middle = types.slice(1, -1).join(' ');
  const inOrder =
    types[0] === 'agent_started' &&
    types.at(-1) === 'agent_completed' &&
    /^agent_thinking( agent_thinking| tool_executing tool_completed)*$/.test(middle) &&
    middle.includes('tool_executing');
  return inOrder
    ? []
    : [
        '[E2] expected agent_started, agent_thinking, tool_executing, tool_completed, agent_completed, ' +
          `got ${shownList(types) || 'no event'}`,
      ];
}
