import { timeouts } from '../../config/timeouts.ts';
import { lookUntil } from '../../helpers/http/look-until.ts';
import type { ChatSocket } from '../../helpers/socket/chat-socket.ts';
import type { HandshakeOutcome } from '../../helpers/socket/shake-hands.ts';
import type { SocketCredentials } from '../../helpers/socket/socket-credentials.ts';
import type { Actor } from '../../helpers/users/actor.ts';

/** Who talks, where, and by what way. */
export interface Conversation {
  user: Actor;
  stranger: Actor;
  newThread: () => Promise<{ id: string }>;
  attempt: (credentials: SocketCredentials) => Promise<HandshakeOutcome>;
  ask: (socket: ChatSocket, user: Actor, message: { thread_id: string; content: string }) => void;
}

/**
 * Two sockets of a user and one of a stranger hear runs by REST and by socket, two of them at once, and a message. Asserts
 * nothing, and waits only for what the next step needs.
 */
export async function converse({ user, stranger, newThread, attempt, ask }: Conversation): Promise<void> {
  const hear = async (credentials: SocketCredentials): Promise<ChatSocket | undefined> => {
    const { socket } = await attempt(credentials);
    // A target may welcome nobody.
    await Promise.allSettled([socket?.waitFor('a frame', (frame) => frame, timeouts.frameMs)]);
    return socket;
  };
  const token = user.accessToken;
  const [socket] = [
    await hear({ via: 'header', token }),
    await hear({ via: 'subprotocol', token }),
    await hear({ via: 'header', token: stranger.accessToken }),
  ];
  const question = async (): Promise<{ thread_id: string; content: string }> => {
    const { id } = await newThread();
    return { thread_id: id, content: `What is ${id}?` };
  };
  const answered = ({ thread_id }: { thread_id: string }): Promise<unknown> =>
    lookUntil(
      () => user.messages.list({ thread_id, limit: 100 }),
      ({ messages }) => messages.some(({ message_type: type }) => type === 'assistant'),
      { deadlineMs: timeouts.runMs, everyMs: timeouts.lookAgainMs },
    );
  const overSocket = (message: { thread_id: string; content: string }): void => {
    if (socket) ask(socket, user, message);
  };

  const [first, second, third, fourth] = [
    await question(),
    await question(),
    await question(),
    await question(),
  ];
  await user.messages.ask(first);
  await answered(first);
  overSocket(second);
  await answered(second);
  overSocket(third);
  await user.messages.ask(fourth);
  await Promise.all([answered(third), answered(fourth)]);
  await user.messages.create(first);
}
