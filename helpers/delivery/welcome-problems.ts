import { z } from 'zod';
import { welcome } from '../wire/welcome.ts';
import type { SeenSocket } from './delivery-history.ts';

const types = ['connection_established', 'connect', 'system_message'];
const ack = z.object({ user_id: z.string() });

/** Whether a name, which a deployed welcome shortens to `1a2b3c4d...`, is a user's. */
const isNameOf = (name: string, user: string): boolean =>
  name.endsWith('...') ? user.startsWith(name.slice(0, -'...'.length)) : name === user;

/** What is wrong with how a socket is welcomed (contract W5), and with who it is said to be for (F2). */
export function welcomeProblems({ name, user, frames }: SeenSocket): string[] {
  const [first, ...rest] = frames;
  if (!first) return [];
  const { data: told } = welcome.safeParse(first.json);
  const identity =
    told && user !== null && !isNameOf(told.userId, user)
      ? [`[W5] socket ${name} was welcomed as ${told.userId}, its token is of ${user}`]
      : [];
  const again = rest.filter(({ type, json }) => types.includes(type) && welcome.safeParse(json).success);
  const acks = rest.flatMap(({ type, json }) => (type === 'ack' ? (ack.safeParse(json).data ?? []) : []));
  return [
    ...(told ? identity : [`[W5] the first frame of socket ${name} is ${first.type}, not its welcome`]),
    ...again.map(() => `[W5] socket ${name} was welcomed again`),
    ...acks
      .filter((one) => user !== null && one.user_id !== user)
      .map((one) => `[F2] an ack on socket ${name} is for ${one.user_id}, its token is of ${String(user)}`),
  ];
}
