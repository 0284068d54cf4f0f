import { Secret } from '../../../config/secret.ts';
import { expect, test } from '../../../fixtures/test.ts';
import type { WireRequest } from '../../../helpers/http/http-client.ts';
import type { WireResponse } from '../../../helpers/http/wire-response.ts';
import { socketPaths } from '../../../helpers/socket/socket-paths.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';

const unknownPaths = [
  '/api/messages/any',
  '/api/threads/a/b/c',
  '/api/conversations/any',
  '/api/chat/unknown',
  '/api/chat/messages/a/b',
  '/api/threads/',
  '/api/chat/messages/',
];
/** Protected, though a part of each reads like a public path. */
const misleadingPaths = [
  '/api/threads/docs',
  '/api/threads/health',
  '/api/threads/metrics/messages',
  '/api/chat/messages/redoc',
  '/api/chat/messages/openapi.json',
];
const outsidePaths = [
  '/api/unknown',
  '/api/threadsafe',
  '/api/chatter',
  '/healthz',
  '/health/',
  '/ws/other',
  '/admin',
  '/api/v1/auth/me',
  '/auth/me',
  '/api/auth/any',
];
interface WrongMethod {
  method: WireRequest['method'];
  path: string;
  /** In alphabetical order. */
  allow: string[];
}
const wrongMethods = [
  { method: 'PUT', path: '/api/chat/messages', allow: ['GET', 'POST'] },
  { method: 'DELETE', path: '/api/chat/messages', allow: ['GET', 'POST'] },
  { method: 'PATCH', path: '/api/messages', allow: ['GET', 'POST'] },
  { method: 'POST', path: '/api/chat/messages/any', allow: ['DELETE', 'GET'] },
  { method: 'DELETE', path: '/api/threads', allow: ['GET', 'POST'] },
  { method: 'PUT', path: '/api/threads/any', allow: ['DELETE', 'GET'] },
  { method: 'POST', path: '/api/threads/any/messages', allow: ['GET'] },
  { method: 'POST', path: '/api/conversations', allow: ['GET'] },
  { method: 'GET', path: '/api/chat', allow: ['POST'] },
] satisfies WrongMethod[];
const wrongPublicMethods = [
  { method: 'POST', path: '/health', allow: ['GET'] },
  { method: 'GET', path: '/api/auth/login', allow: ['POST'] },
] satisfies WrongMethod[];
const garbage = new Secret('garbage');

/** The methods that an answer allows. HEAD goes with GET, and OPTIONS is nobody's promise: either may be named. */
const allowedBy = ({ headers }: WireResponse): string[] =>
  (headers.get('Allow') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !['', 'HEAD', 'OPTIONS'].includes(name))
    .toSorted();

test.describe('the chat backend', { tag: ['@auth', '@critical'] }, () => {
  for (const path of unknownPaths) {
    test(`asks for a token before it says that ${path} is unknown [N1 N8 N11 P2 P5]`, async ({
      user,
      backend,
      refusals,
    }) => {
      const call = { method: 'GET', path } as const;

      expect(await backend.send(call)).toBeRefused(refusals.noToken);
      expect(await backend.send({ ...call, token: garbage })).toBeRefused(refusals.badToken);
      expect(await backend.send({ ...call, token: user.accessToken })).toBeRefused(refusals.unknownPath);
    });
  }

  for (const path of misleadingPaths) {
    test(`asks for a token on ${path}, as only whole paths are public [P3 N1 N2 N4]`, async ({
      user,
      backend,
      refusals,
    }) => {
      const call = { method: 'GET', path } as const;

      expect(await backend.send(call)).toBeRefused(refusals.noToken);
      expect(await backend.send({ ...call, token: garbage })).toBeRefused(refusals.badToken);
      expect(await backend.send({ ...call, token: user.accessToken })).toBeRefused(refusals.notFound);
    });
  }

  for (const { method, path, allow } of wrongMethods) {
    test(`answers ${method} ${path} with 405 and the methods that are allowed, to a good token [N1 N8 P6]`, async ({
      user,
      backend,
      refusals,
    }) => {
      const answer = await backend.send({ method, path, token: user.accessToken });

      expect(answer).toBeRefused(refusals.methodNotAllowed);
      expect(allowedBy(answer)).toMatchObject(allow);
      expect(await backend.send({ method, path })).toBeRefused(refusals.noToken);
    });
  }
});

test.describe('the chat backend', { tag: '@auth' }, () => {
  for (const path of outsidePaths) {
    test(`says that ${path} is unknown without any check [N8 P1 P3 P5]`, async ({ backend, refusals }) => {
      expect(await backend.send({ method: 'GET', path })).toBeRefused(refusals.unknownPath);
      expect(await backend.send({ method: 'GET', path, token: garbage })).toBeRefused(refusals.unknownPath);
    });
  }

  for (const { method, path, allow } of wrongPublicMethods) {
    test(`answers ${method} ${path} with 405 and the methods that are allowed, to anybody [P1 P6]`, async ({
      backend,
      refusals,
    }) => {
      const answer = await backend.send({ method, path });

      expect(answer).toBeRefused(refusals.methodNotAllowed);
      expect(allowedBy(answer)).toMatchObject(allow);
    });
  }

  test('answers HEAD like GET, without a body, with a token and without [P6]', async ({ user, backend }) => {
    const path = '/api/threads';
    const head = await backend.send({ method: 'HEAD', path, token: user.accessToken });
    const refused = await backend.send({ method: 'HEAD', path });

    expect(head).toBeAnsweredWith(200);
    expect(head.text()).toBe('');
    expect(refused).toBeAnsweredWith((await backend.send({ method: 'GET', path })).status);
  });

  for (const path of socketPaths) {
    test(`answers a plain GET of ${path} with 426 [W1]`, async ({ backend }) => {
      expect(await backend.send({ method: 'GET', path })).toBeAnsweredWith(426);
    });
  }

  test('upgrades no other path, and tells so only to a good token under the protected ones [N8 W1]', async ({
    user,
    sockets,
    refusals,
  }) => {
    const token = user.accessToken;

    expect(await sockets.attempt({ via: 'header', token }, '/api/chat/socket')).toBeRefused(
      refusals.unknownPath,
    );
    expect(await sockets.attempt({ via: 'none' }, '/api/chat/socket')).toBeRefused(refusals.noToken);
    expect(await sockets.attempt({ via: 'none' }, '/socket')).toBeRefused(refusals.unknownPath);
  });

  test('looks at the query and the body before the object [N11]', async ({ stranger, thread, backend }) => {
    const token = stranger.accessToken;
    const paths = [
      pathTo`/api/chat/messages?thread_id=${thread.id}&limit=0`,
      pathTo`/api/messages?thread_id=${thread.id}&limit=0`,
      pathTo`/api/threads/${thread.id}/messages?limit=0`,
    ];
    const body = { thread_id: thread.id, content: 7 };

    for (const path of paths)
      expect(await backend.send({ method: 'GET', path, token })).toBeAnsweredWith(422);
    expect(await backend.send({ method: 'POST', path: '/api/chat', token, body })).toBeAnsweredWith(422);
  });
});
