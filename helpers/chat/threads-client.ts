import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readAnswer } from '../http/read-answer.ts';
import { thread, type Thread } from '../wire/thread.ts';

/** One user's threads (contract T1, T2); each call throws a ContractError for any other answer than success. */
export interface ThreadsClient {
  create(title: string): Promise<Thread>;
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
    remove: async (id) => {
      readAnswer(await http.send({ method: 'DELETE', path: `/api/threads/${id}`, token }), 204, z.unknown());
    },
  };
}
