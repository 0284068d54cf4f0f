import { Refusal } from '../../backend/refusal.ts';
import { note } from '../../http/request-log.ts';
import { fault } from '../fault.ts';
import { guest } from '../guest.ts';
import { identityByToken } from '../identity-by-token.ts';
import { inParts } from '../in-parts.ts';
import { letIn } from '../let-in.ts';
import { refuseCalls } from '../refuse-calls.ts';
import { replaceIn } from '../replace-in.ts';
import { restRoutes } from '../rest-routes.ts';
import { testHeaders } from '../test-headers.ts';

const families = ['threads', 'conversations', 'messages', 'chat'] as const;
const isOf = (family: string, path: string): boolean =>
  path === `/api/${family}` || path.startsWith(`/api/${family}/`);
const knownRoutes =
  /^\/api\/(threads(\/[^/]+(\/messages)?)?|conversations|messages|chat|chat\/messages(\/[^/]+)?|auth\/login)$/;

/** Which routes there are, and which ask for a token. */
export const routeFaults = {
  'validation-contract-drift': fault(
    "One family of routes misreads the auth service's answer, and refuses every good token.",
    inParts((parts, { family }) =>
      restRoutes((routes) =>
        Object.fromEntries(
          Object.entries(routes).map(([path, methods]) => {
            const misread = (): never => {
              note('the route misreads what the auth service answered');
              throw new Refusal('AUTH_FAILED');
            };
            const refusing = Object.fromEntries(Object.keys(methods).map((method) => [method, misread]));
            return [path, isOf(family, path) ? refusing : methods];
          }),
        ),
      )(parts, {}),
    ),
    { family: { default: 'chat', oneOf: families, meaning: 'which, below `/api`' } },
  ),
  'route-missing': fault(
    'A family of routes is not there, and the backend refuses on every unknown path, whoever asks.',
    inParts((parts, { family, status }) => {
      const isMissing = (path: string): boolean =>
        path.startsWith('/api/') && (!knownRoutes.test(path) || isOf(family, path));
      const without = restRoutes((routes) =>
        Object.fromEntries(Object.entries(routes).filter(([path]) => !isOf(family, path))),
      )(parts, {});
      const guarded = replaceIn('backend', ({ isProtected }) => ({
        isProtected: (path) => isProtected(path) || isMissing(path),
      }))(without, {});
      return refuseCalls(
        status === '401' ? 'AUTH_FAILED' : 'USER_REFUSED',
        ({ protocol, path }) => protocol === 'rest' && isMissing(path),
      )(guarded, {});
    }),
    {
      family: { default: 'chat', oneOf: families, meaning: 'which, below `/api`' },
      status: { default: '401', oneOf: ['401', '403'], meaning: 'what an unknown path answers' },
    },
  ),
  'test-header-trusted': fault(
    'The backend believes any token, and none, of a request that says it is a test.',
    inParts(
      letIn(
        ({ protocol, token, header }) =>
          (protocol === 'rest' || token !== undefined) &&
          testHeaders.some((name) => header(name) !== undefined),
        ({ token }) => identityByToken(token, 'test_user'),
      ),
    ),
  ),
  'public-route-guarded': fault(
    'The backend asks for a token on a public path.',
    inParts((parts, { path: guarded }) =>
      replaceIn('backend', ({ isProtected }) => ({
        isProtected: (path) => isProtected(path) || path === `/${guarded}`,
      }))(parts, {}),
    ),
    {
      path: {
        default: 'health',
        oneOf: ['health', 'metrics', 'docs', 'openapi.json', 'redoc', 'ws/config', 'ws/health', 'ws/stats'],
        meaning: 'which',
      },
    },
  ),
  'protected-route-open': fault(
    'The backend asks for no token on a protected path.',
    inParts((parts, { path: open }) =>
      letIn(
        ({ protocol, path }) => protocol === 'rest' && path === `/api/${open}`,
        () => guest('guest'),
      )(parts, {}),
    ),
    {
      path: {
        default: 'conversations',
        oneOf: ['threads', 'conversations', 'messages', 'chat/messages'],
        meaning: 'which, below `/api`',
      },
    },
  ),
};
