import { block } from '../../edge/block.ts';
import { edgePage } from '../../edge/edge-page.ts';
import type { EdgeCall } from '../../edge/edge-rule.ts';
import { hideUpgrade } from '../../edge/hide-upgrade.ts';
import { limitHandshake } from '../../edge/limit-handshake.ts';
import { limitRate } from '../../edge/limit-rate.ts';
import { pageStyles } from '../../edge/page-styles.ts';
import { withoutHeaders } from '../../edge/without-headers.ts';
import { behindEdge } from '../behind-edge.ts';
import { fault } from '../fault.ts';
import { inWiring } from '../in-wiring.ts';
import { isOriginAllowed } from '../is-origin-allowed.ts';
import { refuseBefore } from '../refuse-before.ts';
import { socket } from '../socket.ts';

const page = { default: 'google', oneOf: pageStyles, meaning: 'whose page it shows' } as const;
const isUpgrade = ({ kind }: EdgeCall): boolean => kind === 'upgrade';
const blocked = {
  everything: () => true,
  api: (call: EdgeCall) => isUpgrade(call) || call.path.startsWith('/api/') || call.path.startsWith('/auth/'),
  upgrades: isUpgrade,
};

/** What stands between the harness and the backend. */
export const edgeFaults = {
  'edge-blocks-request': fault(
    'A firewall answers 403 by itself.',
    inWiring((wiring, { what, service, page: style }) =>
      behindEdge(wiring, block(edgePage(403, style), blocked[what]), service),
    ),
    {
      what: {
        default: 'api',
        oneOf: ['everything', 'api', 'upgrades'],
        meaning: 'what it blocks; `api` is everything but the public paths',
      },
      service: { default: 'backend', oneOf: ['backend', 'auth'], meaning: 'before which service' },
      page,
    },
  ),
  'edge-rate-limited': fault(
    'A proxy answers 429 by itself, where more requests come than it lets through.',
    inWiring((wiring, { requests, windowMs, retryAfter, page: style }) => {
      const limited = edgePage(429, style);
      const headers =
        retryAfter === 'told' ? { 'Retry-After': String(Math.max(1, Math.ceil(windowMs / 1000))) } : {};
      return behindEdge(
        wiring,
        limitRate({
          calls: requests,
          windowMs,
          page: { ...limited, headers: { ...limited.headers, ...headers } },
        }),
      );
    }),
    {
      requests: { default: 8, meaning: 'how many it lets through within a window' },
      windowMs: { default: 3000, meaning: 'how long a window is' },
      retryAfter: {
        default: 'untold',
        oneOf: ['untold', 'told'],
        meaning: 'whether it says when to come again',
      },
      page,
    },
  ),
  'edge-strips-authorization': fault(
    'A proxy drops the header `Authorization`.',
    inWiring((wiring, { of }) =>
      behindEdge(wiring, (call) =>
        of === 'everything' || isUpgrade(call) ? withoutHeaders(call, 'authorization') : call,
      ),
    ),
    { of: { default: 'upgrades', oneOf: ['upgrades', 'everything'], meaning: 'of what' } },
  ),
  'upgrade-not-forwarded': fault(
    'A proxy passes no handshake on: only a plain request, which the backend answers with 426, or nothing.',
    inWiring((wiring, { status, page: style }) =>
      behindEdge(wiring, status === '426' ? hideUpgrade : block(edgePage(Number(status), style), isUpgrade)),
    ),
    { status: { default: '426', oneOf: ['426', '400', '404'], meaning: 'what comes of it' }, page },
  ),
  'subprotocol-not-selected': fault(
    'The backend selects no subprotocol, so that browsers close.',
    (composition) => socket['no-subprotocol-selected'].change(composition, {}, () => undefined),
  ),
  'origin-refused': fault(
    'A handshake is refused for its `Origin`.',
    (composition, { by, missing, page: style }) => {
      const { parts, wiring } = composition;
      if (by === 'backend')
        return {
          parts: refuseBefore(
            'USER_REFUSED',
            ({ protocol, header }) =>
              protocol === 'socket' &&
              !isOriginAllowed({ origin: header('Origin'), host: header('Host'), missing }),
          )(parts, {}),
          wiring,
        };
      const rule = block(edgePage(403, style), (call) => {
        const header = (wanted: string): string | undefined =>
          call.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
        return (
          isUpgrade(call) && !isOriginAllowed({ origin: header('origin'), host: header('host'), missing })
        );
      });
      return { parts, wiring: { ...wiring, ...behindEdge(wiring, rule) } };
    },
    {
      by: { default: 'backend', oneOf: ['backend', 'edge'], meaning: 'by whom' },
      missing: { default: 'refused', oneOf: ['refused', 'accepted'], meaning: 'what comes of none' },
      page,
    },
  ),
  'handshake-timeout': fault(
    'Handshakes take longer than the proxy waits.',
    inWiring((wiring, limit) => behindEdge(wiring, limitHandshake(limit))),
    {
      onItsWayMs: { default: 5000, meaning: 'how long they take' },
      limitMs: { default: 1000, meaning: 'how long it waits' },
    },
  ),
};
