import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readAnswer } from '../http/read-answer.ts';
import { message, type Message } from '../wire/message.ts';
import { pageFields } from '../wire/page-fields.ts';

const messagePage = z.object({ messages: z.array(message), ...pageFields });

/** A list of messages with its paging fields (contract M1). */
export type MessagePage = z.infer<typeof messagePage>;

/** What a user writes. */
export interface NewMessage {
  content: string;
  thread_id: string;
}

/** One user's messages and chat turns (contract M1, M2, G1); each call throws a ContractError for any other answer. */
export interface MessagesClient {
  /** Of one thread oldest first, of all threads newest first. */
  list(query?: { thread_id?: string; limit?: number; offset?: number }): Promise<MessagePage>;
  create(message: NewMessage): Promise<Message>;
  /** Starts an agent run, whose events come over the socket. */
  ask(message: NewMessage): Promise<{ run_id: string; thread_id: string }>;
}

export function createMessagesClient(http: HttpClient, token: Secret): MessagesClient {
  return {
    list: async (query = {}) => {
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
      const path = `/api/chat/messages${search && `?${search}`}`;
      return readAnswer(await http.send({ method: 'GET', path, token }), 200, messagePage);
    },
    create: async (body) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/api/chat/messages', token, body }),
        201,
        z.object({ message, status: z.literal('created') }),
      ).message,
    ask: async (body) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/api/chat', token, body }),
        202,
        z.object({ run_id: z.string().min(1), thread_id: z.string() }),
      ),
  };
}
