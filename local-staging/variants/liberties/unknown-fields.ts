import { randomUUID } from 'node:crypto';
import { all, liberty } from '../liberty.ts';
import { answersAlso, type Json, objects } from './in-answers.ts';
import { framesAlso } from './in-frames.ts';

const isError = (body: Json): boolean => 'error_code' in body || 'detail' in body;
/** Names that sound secret, and hold nothing that is. */
const harmless = {
  token_hint: 'none',
  token_endpoint: 'https://auth.staging.example/oauth/token',
  password_changed: false,
  password_policy: 'at least 8 characters',
  api_key_count: 0,
  secret_version: 'v2',
  session_state: 'active',
  authorization: 'bearer',
};

/** Fields that no promise names, wherever there are fields (contract C10). */
export const unknownFields = {
  'answers-have-more-fields': liberty(
    'Every answer tells its request and how long it took.',
    answersAlso(
      () => true,
      () => ({ request_id: randomUUID(), took_ms: Math.round(performance.now()) % 90, api_version: 3 }),
    ),
  ),
  'objects-have-more-fields': liberty(
    'Threads and messages tell when they were read, their version and links.',
    objects((object) =>
      'id' in object && ('thread_id' in object || 'created_at' in object)
        ? { ...object, read_at: Date.now(), version: 1, tags: [], links: { self: `/v2/${randomUUID()}` } }
        : undefined,
    ),
  ),
  'users-have-more-fields': liberty(
    'Users have a picture, a language and a plan.',
    objects((object) =>
      'permissions' in object
        ? { ...object, avatar_url: null, locale: 'de-CH', plan: { name: 'free', seats: 1 } }
        : undefined,
    ),
  ),
  'lists-have-more-fields': liberty(
    'Lists tell a cursor, links and how long they may be kept.',
    answersAlso(
      (body) => 'has_more' in body,
      () => ({ next_cursor: randomUUID(), links: { first: '?offset=0' }, total: 7, max_age_s: 0 }),
    ),
  ),
  'errors-have-more-fields': liberty(
    'Errors tell where they are explained, in a list of problems.',
    answersAlso(isError, ({ path }) => ({
      title: 'Problem',
      instance: path,
      help: 'https://docs.example/errors',
      errors: [],
    })),
  ),
  'field-problems-have-more-fields': liberty(
    'Each problem of a 422 tells its input and context, as Pydantic does.',
    objects((object) =>
      'loc' in object && 'msg' in object
        ? { ...object, input: null, ctx: { min_length: 1 }, url: 'https://errors.example/v/missing' }
        : undefined,
    ),
  ),
  'frames-have-more-fields': liberty(
    'Every frame tells the server, when it was sent and on which socket.',
    framesAlso(
      () => true,
      () => ({ server_id: randomUUID(), sent_at_ms: performance.now(), protocol: 2, data_version: null }),
    ),
  ),
  'payloads-have-more-fields': liberty(
    'Payloads of events tell the model, its cost and the place of the event.',
    framesAlso(
      (frame) => 'payload' in frame,
      ({ payload }) => ({
        payload: { ...(payload as Json), model: 'echo-1', cost: { tokens: 12 }, node: randomUUID() },
        data: 'see payload',
      }),
    ),
  ),
  'fields-sound-secret': liberty(
    'Answers and frames have fields whose names sound secret, and that hold no secret.',
    all(
      answersAlso(
        () => true,
        () => harmless,
      ),
      framesAlso(
        () => true,
        () => harmless,
      ),
    ),
  ),
  'health-tells-more': liberty(
    'Health tells its parts, its host and its uptime.',
    answersAlso(
      (_body, { path }) => path === '/health',
      () => ({
        uptime_s: Math.round(performance.now() / 1000),
        host: 'pod-7f9c',
        checks: { database: { status: 'up', errors: 0 }, cache: { status: 'up', failed: [] } },
      }),
    ),
  ),
};
