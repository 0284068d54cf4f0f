import type { Secret } from '../../config/secret.ts';
import { createMessagesClient, type MessagesClient } from '../chat/messages-client.ts';
import { createThreadsClient, type ThreadsClient } from '../chat/threads-client.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Account } from './token-source.ts';

/** A signed-in user as a spec names one: who it is, and what it can do over REST. */
export interface Actor {
  readonly id: string;
  readonly email: string;
  readonly accessToken: Secret;
  readonly threads: ThreadsClient;
  readonly messages: MessagesClient;
}

export function createActor(
  backend: HttpClient,
  { id, email, accessToken }: Omit<Account, 'expiresAtMs'>,
): Actor {
  return {
    id,
    email,
    accessToken,
    threads: createThreadsClient(backend, accessToken),
    messages: createMessagesClient(backend, accessToken),
  };
}
