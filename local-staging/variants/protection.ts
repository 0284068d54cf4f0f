import type { Call } from '../backend/identity.ts';
import { Refusal } from '../backend/refusal.ts';
import { defect } from './defect.ts';
import { guest } from './guest.ts';
import { identityByToken } from './identity-by-token.ts';
import { letIn } from './let-in.ts';
import { replaceIn } from './replace-in.ts';
import { testHeaders } from './test-headers.ts';

const asGuest = () => guest('guest');
const isRest = ({ protocol }: Call): boolean => protocol === 'rest';
const publicPaths = ['/health', '/metrics', '/docs', '/openapi.json', '/redoc', '/ws'];
const knownRoutes =
  /^\/api\/(threads(\/[^/]+(\/messages)?)?|conversations|messages|chat|chat\/messages(\/[^/]+)?)$/;

/** Which paths and methods ask for a token, and what a refusal looks like (contract N1-N8, P1-P4, C1). */
export const protection = {
  'conversations-open': defect(
    'P2',
    'The backend answers `/api/conversations` without a token.',
    letIn((call) => isRest(call) && call.path === '/api/conversations', asGuest),
  ),
  'delete-open': defect('N1', 'The backend deletes for anybody, without a token.', (parts) =>
    replaceIn('backend', ({ mayAccess }) => ({
      mayAccess: (object, identity) => identity.userId === 'guest' || mayAccess(object, identity),
    }))(letIn((call) => call.method === 'DELETE', asGuest)(parts, {}), {}),
  ),
  'head-open': defect(
    'P6',
    'The backend answers HEAD without a token.',
    letIn(({ method }) => method === 'HEAD', asGuest),
  ),
  'chat-open': defect(
    'N1',
    'The backend lets anybody ask the agent over REST, under the subject of a token that is not checked.',
    letIn(
      ({ method, path }) => method === 'POST' && path === '/api/chat',
      ({ token }) => identityByToken(token, 'guest'),
    ),
  ),
  'root-excludes-everything': defect(
    'P3',
    'The backend excludes every path that begins with `/`, and so believes any token.',
    letIn(isRest, ({ token }) => identityByToken(token, 'guest')),
  ),
  'public-names-open-deep-paths': defect(
    'P3',
    'The backend asks for no token where a public path is a part of the path, as in `/api/threads/docs`.',
    letIn((call) => isRest(call) && publicPaths.some((path) => call.path.includes(path)), asGuest),
  ),
  'neighbours-protected': defect(
    'P3',
    'The backend asks for a token on paths that only begin like a protected one, as `/api/chatter`.',
    replaceIn('backend', ({ isProtected }) => ({
      isProtected: (path) => isProtected(path) || /^\/api\/(messages|threads|conversations|chat)/.test(path),
    })),
  ),
  'documentation-protected': defect(
    'P1',
    'The backend asks for a token on `/docs`, `/redoc` and `/openapi.json`.',
    replaceIn('backend', ({ isProtected }) => ({
      isProtected: (path) => isProtected(path) || ['/docs', '/redoc', '/openapi.json'].includes(path),
    })),
  ),
  'test-headers-skip-the-check': defect(
    'P4',
    'The backend believes any token of a request that says it is a test.',
    letIn(
      ({ header }) => testHeaders.some((name) => header(name) !== undefined),
      ({ token }) => identityByToken(token, 'test_user'),
    ),
  ),
  'test-header-names-the-user': defect(
    'P4',
    'The backend takes the user of a good request from `X-Test-User`.',
    replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => {
        const identity = await identify(call, authenticate);
        return { ...identity, userId: call.header('X-Test-User') ?? identity.userId };
      },
    })),
  ),
  'unknown-paths-masked': defect(
    'N8',
    'The backend answers 401 to a good token on a path that is not there.',
    replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => {
        const identity = await identify(call, authenticate);
        if (isRest(call) && !knownRoutes.test(call.path)) throw new Refusal('AUTH_FAILED');
        return identity;
      },
    })),
  ),
  'wrong-methods-not-found': defect(
    'N8',
    'The backend answers 404 where the method is wrong.',
    replaceIn('backend', ({ refusals }) => ({
      refusals: { ...refusals, METHOD_NOT_ALLOWED: { ...refusals.METHOD_NOT_ALLOWED, status: 404 as const } },
    })),
  ),
  'bad-tokens-forbidden': defect(
    'N2',
    'The backend answers 403 to a bad token over REST.',
    replaceIn('backend', ({ refusals }) => ({
      refusals: { ...refusals, AUTH_FAILED: { ...refusals.AUTH_FAILED, status: 403 as const } },
    })),
  ),
  'refused-users-are-bad-tokens': defect(
    'N3',
    'The backend answers a refused user as it does a bad token.',
    replaceIn('backend', ({ judgeValidation }) => ({
      judgeValidation: (answer) => {
        const verdict = judgeValidation(answer);
        return verdict.kind === 'refused' && verdict.code === 'USER_REFUSED'
          ? { kind: 'refused', code: 'AUTH_FAILED' }
          : verdict;
      },
    })),
  ),
  'foreign-threads-told-from-missing': defect(
    'N4',
    "The backend answers 403 for somebody else's thread and 404 for one that is not there.",
    replaceIn('backend', ({ createThreadRoutes }) => ({
      createThreadRoutes: (parts) => {
        const mayAccess: typeof parts.policies.mayAccess = (object, identity) => {
          if (!parts.policies.mayAccess(object, identity)) throw new Refusal('PERMISSION_DENIED');
          return true;
        };
        return createThreadRoutes({ ...parts, policies: { ...parts.policies, mayAccess } });
      },
    })),
  ),
};
