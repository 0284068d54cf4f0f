import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import { pathTo } from '../http/path-to.ts';
import { readAnswer } from '../http/read-answer.ts';
import { withQuery } from '../http/with-query.ts';
import { thread, threadPage, type Thread, type ThreadPage } from '../wire/thread.ts';

/** One user's threads (contract T1, T2); each call throws a ContractError for any other answer than success. */
export interface ThreadsClient {
  create(title: string): Promise<Thread>;
  /** Newest first. */
  list(query?: { limit?: number; offset?: number }): Promise<ThreadPage>;
  read(id: string): Promise<Thread>;
  remove(id: string): Promise<void>;
}

export function createThreadsClient(http: HttpClient, token: Secret): ThreadsClient {
  return {
    create: async (title) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/api/threads', token, body: { title } }),
        201,
        z.object({ thread }),
      ).thread,
    list: async (query = {}) =>
      readAnswer(
        await http.send({ method: 'GET', path: withQuery('/api/threads', query), token }),
        200,
        threadPage,
      ),
    read: async (id) =>
      readAnswer(
        await http.send({ method: 'GET', path: pathTo`/api/threads/${id}`, token }),
        200,
        z.object({ thread }),
      ).thread,
    remove: async (id) => {
      readAnswer(
        await http.send({ method: 'DELETE', path: pathTo`/api/threads/${id}`, token }),
        204,
        z.unknown(),
      );
    },
  };
}
