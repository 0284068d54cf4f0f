import { z } from 'zod';
import { callOf, protectedRoutes } from '../../config/contract/routes.ts';
import type { Secret } from '../../config/secret.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readAnswer } from '../http/read-answer.ts';

/**
 * Makes an object of each kind that a route makes (config/contract/routes.ts), for a user who may write. They go with the user.
 * @param known - ids of objects that there are already, by kind
 * @returns what gives the id of a `thread`, a `message` …
 */
export async function makeObjects(
  backend: HttpClient,
  token: Secret,
  known: Readonly<Record<string, string>>,
): Promise<(object: string) => string> {
  const ids = new Map(Object.entries(known));
  const idOf = (object: string): string => {
    const id = ids.get(object);
    if (id !== undefined) return id;
    throw new HarnessError(
      'OBJECT_NOT_MADE',
      `A route names {${object}}, and no route before it makes one. Say which does: makes: '${object}' in config/contract/routes.ts.`,
    );
  };
  for (const route of protectedRoutes) {
    const { makes, status } = route;
    if (makes === undefined || ids.has(makes)) continue;
    const made = z.object({ [makes]: z.looseObject({ id: z.string() }) });
    const answer = readAnswer(await backend.send({ ...callOf(route, idOf), token }), status, made);
    ids.set(makes, answer[makes]?.id ?? '');
  }
  return idOf;
}
