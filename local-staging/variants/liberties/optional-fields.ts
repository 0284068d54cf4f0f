import { liberty } from '../liberty.ts';
import { answers, around, headers, type Json, objects } from './in-answers.ts';
import { frames, framesAlso } from './in-frames.ts';

const without = (object: Json, name: string): Json =>
  Object.fromEntries(Object.entries(object).filter(([known]) => known !== name));
const now = (): string => new Date().toISOString();

/** What is optional, or what the contract does not name: there or not. */
export const optionalFields = {
  'revision-left-out': liberty(
    'Health tells no revision.',
    answers((body) => ('revision' in body ? without(body, 'revision') : undefined)),
  ),
  'revision-is-null': liberty(
    'Health tells null as its revision.',
    answers((body, { path }) => (path === '/health' ? { ...body, revision: null } : undefined)),
  ),
  'active-status-left-out': liberty(
    'The auth service tells the status of a user only where it is not active (A7).',
    answers((body) => (body['user_status'] === 'active' ? without(body, 'user_status') : undefined)),
  ),
  'names-left-out': liberty(
    'Registration, login and refresh do not tell the name of a user.',
    objects((object, { path }) =>
      'name' in object && 'permissions' in object && path !== '/auth/e2e/test-auth'
        ? without(object, 'name')
        : undefined,
    ),
  ),
  'logout-answers-nothing': liberty(
    'A logout is answered 200 with an empty body.',
    around(
      (taken) => async (request, answer) => {
        const response = await answer(request);
        if (new URL(request.url).pathname !== '/auth/logout' || response.status !== 200) return response;
        taken();
        return new Response(null, { status: 200 });
      },
      ['auth'],
    ),
  ),
  'pongs-are-timed': liberty(
    'A pong tells its time.',
    framesAlso(
      ({ type }) => type === 'pong',
      () => ({ timestamp: now(), data: {} }),
    ),
  ),
  'pongs-come-with-a-heartbeat': liberty(
    'After each pong comes a heartbeat that tells nothing else.',
    frames((frame) => (frame['type'] === 'pong' ? [frame, { type: 'heartbeat' }] : undefined)),
  ),
  'announcements-are-timed': liberty(
    'A message_created tells its time, its id and the thread.',
    framesAlso(
      ({ type }) => type === 'message_created',
      () => ({ timestamp: now(), event: 'created', room: null }),
    ),
  ),
  'refusals-name-a-scheme': liberty(
    'A refusal for a token comes with `WWW-Authenticate`.',
    headers((all, { status }) => {
      if (status !== 401 && status !== 403) return false;
      all.set('WWW-Authenticate', 'Bearer realm="netra", error="invalid_token"');
      return true;
    }),
  ),
  'created-answers-have-a-location': liberty(
    'A 201 comes with `Location`.',
    headers((all, { status, path }) => {
      if (status !== 201) return false;
      all.set('Location', `${path}/new`);
      return true;
    }),
  ),
};
