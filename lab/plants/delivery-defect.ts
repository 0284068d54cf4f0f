import type { PrivateStaging, StartStaging } from '../../fixtures/start-staging.ts';
import { type Actor, createActor } from '../../helpers/users/actor.ts';
import { converse } from './converse.ts';

export type Compose = NonNullable<NonNullable<Parameters<StartStaging>[0]>['compose']>;
export type Event = Record<string, unknown>;
/** What becomes of an event on the way to a user's socket, which is counted from 0. */
export type Way = (event: Event, socket: number, send: (event: Event) => void) => void;

/** Changes what becomes of every event. */
export const on =
  (way: Way): Compose =>
  (healthy) => ({
    ...healthy,
    backend: {
      ...healthy.backend,
      recipients: (userId, connections) =>
        healthy.backend.recipients(userId, connections).map((connection, socket) => ({
          userId,
          send: (event) => {
            way(event, socket, (changed) => {
              connection.send(changed);
            });
          },
        })),
    },
  });
/** Changes the events of one type. */
export const change = (type: string, changed: (event: Event, socket: number) => Event[]): Compose =>
  on((event, socket, send) => {
    for (const one of event['type'] === type ? changed(event, socket) : [event]) send(one);
  });
/** Changes what the target sends first. */
export const welcome =
  (frames: (connectionId: string, userId: string) => Event[]): Compose =>
  (healthy) => ({ ...healthy, backend: { ...healthy.backend, firstFrames: frames } });
export const welcomeOf = (connection_id: string, user_id: string): Event => ({
  type: 'connection_established',
  data: { connection_id, user_id },
});
export const payloadOf = (event: Event): Event => event['payload'] as Event;
/** A defect of delivery, and what the oracle says of it. */
export interface DeliveryDefect {
  what: string;
  told: RegExp;
  compose: Compose;
}

/** A conversation of a user and a stranger with a staging, which nothing judges but the oracle. */
export async function talk({ auth, backend, bypassKey, attempt }: PrivateStaging): Promise<Actor> {
  const actor = async (name: string): Promise<Actor> => {
    const email = `test-delivery-${name}@staging.netrasystems.ai`;
    const { user, access_token: accessToken } = await auth.bypass(bypassKey, { email, name });
    return createActor(backend, { ...user, accessToken });
  };
  const user = await actor('user');
  await converse({
    user,
    stranger: await actor('stranger'),
    newThread: () => user.threads.create('a conversation'),
    attempt,
    ask: (socket, _user, payload) => {
      socket.send({ type: 'user_message', payload });
    },
  });
  return user;
}
