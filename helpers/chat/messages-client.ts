import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import { pathTo } from '../http/path-to.ts';
import { readAnswer } from '../http/read-answer.ts';
import { withQuery } from '../http/with-query.ts';
import { message, messagePage, type Message, type MessagePage } from '../wire/message.ts';

/** What a user writes. */
export interface NewMessage {
  content: string;
  thread_id: string;
  message_type?: string;
  metadata?: Record<string, unknown>;
}

/** One user's messages and chat turns (contract M1, M2, G1); each call throws a ContractError for any other answer. */
export interface MessagesClient {
  /** Of one thread oldest first, of all threads newest first. */
  list(query?: { thread_id?: string; limit?: number; offset?: number }): Promise<MessagePage>;
  create(message: NewMessage): Promise<Message>;
  read(id: string): Promise<Message>;
  remove(id: string): Promise<void>;
  /** Starts an agent run, whose events come over the socket. */
  ask(message: NewMessage): Promise<{ run_id: string; thread_id: string }>;
}

export function createMessagesClient(http: HttpClient, token: Secret): MessagesClient {
  return {
    list: async (query = {}) =>
      readAnswer(
        await http.send({ method: 'GET', path: withQuery('/api/chat/messages', query), token }),
        200,
        messagePage,
      ),
    create: async (body) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/api/chat/messages', token, body }),
        201,
        z.object({ message, status: z.literal('created') }),
      ).message,
    read: async (id) =>
      readAnswer(
        await http.send({ method: 'GET', path: pathTo`/api/chat/messages/${id}`, token }),
        200,
        message,
      ),
    remove: async (id) => {
      readAnswer(
        await http.send({ method: 'DELETE', path: pathTo`/api/chat/messages/${id}`, token }),
        204,
        z.unknown(),
      );
    },
    ask: async (body) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/api/chat', token, body }),
        202,
        z.object({ run_id: z.string().min(1), thread_id: z.literal(body.thread_id) }),
      ),
  };
}
