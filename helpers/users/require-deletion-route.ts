import { z } from 'zod';
import type { HttpClient } from '../http/http-client.ts';
import { readAnswer } from '../http/read-answer.ts';

const shown = new WeakSet<HttpClient>();

/**
 * Shows, once for a client, that a deletion is answered by the service that has the users: without credentials it says 401
 * (contract A10). Where the route is missing, 404 is about the path, and every user would seem to be gone.
 * @throws Error where the route is missing, ContractError where it says something else
 */
export async function requireDeletionRoute(auth: HttpClient): Promise<void> {
  if (shown.has(auth)) return;
  const answer = await auth.send({ method: 'DELETE', path: '/auth/users/e2e-test-nobody' });
  if ([404, 405].includes(answer.status))
    throw new Error(
      `[ROUTE_MISSING] ${answer.request} without credentials: expected 401, got ${String(answer.status)}. The target declares user-deletion and has no A9 there, so that its 404 shows of nobody that he is gone. Mend the route, or take user-deletion from STAGING_CAPABILITIES.`,
    );
  readAnswer(answer, 401, z.unknown());
  shown.add(auth);
}
