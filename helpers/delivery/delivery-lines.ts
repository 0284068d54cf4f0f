import { createdMessage, type DeliveryFact } from './delivery-fact.ts';

interface Line {
  /** What it is about: the line is shown where a problem names one of these. */
  names: readonly (string | undefined)[];
  text: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function lineOf(fact: DeliveryFact, users: ReadonlyMap<string, string>): Line | undefined {
  switch (fact.kind) {
    case 'opened':
      return { names: [fact.id], text: `socket ${fact.id} opened by ${fact.user ?? 'an unknown user'}` };
    case 'closed':
      return {
        names: [fact.socket],
        text: `socket ${fact.socket} closed by the ${fact.by} with ${fact.code}`,
      };
    case 'asked':
      return {
        names: [fact.socket, fact.thread],
        text: `socket ${fact.socket} asks for a run in ${fact.thread}`,
      };
    case 'got': {
      const json = (fact.json ?? {}) as Record<string, unknown>;
      const [run, seq] = [text(json['run_id']), text(json['seq'])];
      const message = createdMessage(fact)?.id;
      const about = [run, message, seq && `seq ${seq}`].filter((part) => part !== undefined).join(' ');
      return {
        names: [run ?? message ?? fact.socket],
        text: `socket ${fact.socket} of ${users.get(fact.socket) ?? 'an unknown user'} got ${fact.type} ${about}`.trim(),
      };
    }
    case 'started':
      return {
        names: [fact.run, fact.thread],
        text: `${fact.user ?? 'an unknown user'} started ${fact.run ?? 'a run, unanswered,'} in ${fact.thread}`,
      };
    case 'posted':
      return {
        names: [fact.message?.id],
        text: `${fact.user ?? 'an unknown user'} posted ${fact.message?.id ?? '?'}`,
      };
    case 'earlier-run':
      return {
        names: [fact.run],
        text: `${fact.run ?? 'a run'} of an earlier test, in ${fact.thread ?? '?'}: ${fact.state}`,
      };
    default:
      return undefined;
  }
}

/** Of a long log the last lines. */
const most = 150;

/** The log of what some problems name, a line each, for a person. */
export function deliveryLines(facts: readonly DeliveryFact[], problems: readonly string[]): string[] {
  const named = new Set(problems.flatMap((problem) => problem.split(/[\s:,()]+/)));
  const users = new Map(
    facts.flatMap((fact) => (fact.kind === 'opened' ? [[fact.id, fact.user ?? 'an unknown user']] : [])),
  );
  const lines = facts.flatMap((fact) => {
    const line = lineOf(fact, users);
    return line?.names.some((name) => name !== undefined && named.has(name))
      ? `${fact.at.slice(11, 23)} ${line.text}`
      : [];
  });
  return lines.length <= most ? lines : [`(${lines.length - most} lines before)`, ...lines.slice(-most)];
}
