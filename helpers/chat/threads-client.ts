import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readAnswer } from '../http/read-answer.ts';
import { withQuery } from '../http/with-query.ts';
import { pageFields } from '../wire/page-fields.ts';
import { thread, type Thread } from '../wire/thread.ts';

const threadPage = z.object({ threads: z.array(thread), ...pageFields });

/** A list of threads with its paging fields (contract T1). */
export type ThreadPage = z.infer<typeof threadPage>;

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
        await http.send({ method: 'GET', path: `/api/threads/${id}`, token }),
        200,
        z.object({ thread }),
      ).thread,
    remove: async (id) => {
      readAnswer(await http.send({ method: 'DELETE', path: `/api/threads/${id}`, token }), 204, z.unknown());
    },
  };
}
