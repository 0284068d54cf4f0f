import { replaceIn } from './replace-in.ts';

/** An event of a run, on its way to the sockets of its user. */
export type OutgoingEvent = Record<string, unknown>;

/** Decides what is sent in the place of a run's event. `create` is called once per start, and may remember. */
export function eventsSent(
  create: () => (event: OutgoingEvent, send: (event: OutgoingEvent) => void) => void,
) {
  return replaceIn('backend', ({ createSocketHub }) => ({
    createSocketHub: (choose) => {
      const hub = createSocketHub(choose);
      const deliver = create();
      return {
        ...hub,
        sendToUser: (userId, event) => {
          const send = (instead: OutgoingEvent): void => {
            hub.sendToUser(userId, instead);
          };
          if ('run_id' in event) deliver(event, send);
          else send(event);
        },
      };
    },
  }));
}
