import type { CauseId } from '../../doctor/causes/causes.ts';
import type { OverlayName } from './overlays.ts';

const pages = ['google', 'nginx', 'cloudflare'].map((page) => `page=${page}`);

/** One way in which a fault may be there: an overlay of the harness, else the variant, with one of these settings. */
export interface FaultWay {
  overlay?: OverlayName;
  settings?: readonly string[];
}

/** For each cause, the ways in which its fault may be there; one of them is drawn. */
export const faultSettings: Readonly<Record<CauseId, readonly [FaultWay, ...FaultWay[]]>> = {
  'configuration-not-loaded': [{ overlay: 'file-missing' }, { overlay: 'file-not-named' }],
  'credentials-missing': [{ overlay: 'bypass-key-not-set' }, { overlay: 'user-key-not-set' }],
  'bypass-key-invalid': [{ overlay: 'bypass-key-rotated' }, { overlay: 'bypass-key-with-newline' }],
  'bypass-not-configured': [{}],
  'bypass-wrong-environment': [{}],
  'harness-secret-differs': [{ overlay: 'signing-secret-stale' }, { overlay: 'signing-secret-known' }],
  'claims-refused': [
    { overlay: 'claim-type' },
    { overlay: 'claim-iss' },
    { overlay: 'claim-aud' },
    { overlay: 'claim-jti' },
  ],
  'subprotocol-malformed': [
    { overlay: 'offer-raw' },
    { overlay: 'offer-unprefixed' },
    { overlay: 'offer-padded' },
  ],
  'clock-skew': [
    { settings: ['behind-s=120', 'behind-s=1200', 'behind-s=3600'] },
    { settings: ['behind-s=0:ahead-s=90', 'behind-s=0:ahead-s=600'] },
    { overlay: 'clock-behind' },
    { overlay: 'clock-ahead' },
  ],
  'token-expired': [{ settings: ['age-s=1800', 'age-s=3600', 'age-s=86400'] }, { overlay: 'token-old' }],
  'user-unknown': [{ settings: ['users=1', 'users=2'] }],
  'user-inactive': [{ settings: ['users=1', 'users=2'] }],
  'issuer-secret-split': [{}],
  'backend-secret-differs': [{}],
  'socket-secret-differs': [{}],
  'replica-secret-differs': [
    {
      settings: ['call', 'connection'].flatMap((turns) => [
        `replicas=2:turns=${turns}`,
        `replicas=3:turns=${turns}`,
      ]),
    },
  ],
  'service-credentials-refused': [{}],
  'auth-url-wrong': [{ settings: ['host=refused', 'host=silent', 'host=hang-up', 'host=website'] }],
  'auth-check-disabled': [{}],
  'insecure-default-secret': [{ settings: [0, 1, 2, 3, 4, 5].map((which) => `which=${which}`) }],
  'validation-contract-drift': [
    { settings: ['family=threads', 'family=conversations', 'family=messages', 'family=chat'] },
  ],
  'status-collapsed': [{ settings: ['status=403', 'status=401'] }],
  'token-reuse-refused': [{ settings: ['within-ms=700', 'within-ms=1000', 'within-ms=1300'] }],
  'negative-cache-stale': [{ settings: ['cache-ms=3000', 'cache-ms=4000', 'cache-ms=5000'] }],
  'circuit-open': [{ settings: ['open-ms=3000', 'open-ms=6000', 'open-ms=9000'] }],
  'auth-timeout-too-short': [
    { settings: ['timeout-ms=400:slow-ms=800', 'timeout-ms=300:slow-ms=600', 'timeout-ms=500:slow-ms=900'] },
  ],
  'route-missing': [
    {
      settings: ['threads', 'conversations', 'messages', 'chat'].flatMap((family) =>
        ['401', '403'].map((status) => `family=${family}:status=${status}`),
      ),
    },
  ],
  'permission-missing': [{ settings: ['users=1', 'users=2'] }],
  'test-header-trusted': [{}],
  'public-route-guarded': [
    {
      settings: [
        'health',
        'metrics',
        'docs',
        'openapi.json',
        'redoc',
        'ws/config',
        'ws/health',
        'ws/stats',
      ].map((path) => `path=${path}`),
    },
  ],
  'protected-route-open': [
    { settings: ['threads', 'conversations', 'messages', 'chat/messages'].map((path) => `path=${path}`) },
  ],
  'upgrade-handler-crashes': [{ settings: ['ends=before', 'ends=after'] }],
  'edge-blocks-request': [
    {
      settings: ['everything', 'api', 'upgrades'].flatMap((what) =>
        ['backend', 'auth']
          .filter((service) => service === 'backend' || what !== 'upgrades')
          .flatMap((service) => pages.map((page) => `what=${what}:service=${service}:${page}`)),
      ),
    },
  ],
  'edge-rate-limited': [
    {
      settings: [
        'requests=6:window-ms=2000',
        'requests=8:window-ms=3000',
        'requests=12:window-ms=2500',
      ].flatMap((limit) =>
        ['told', 'untold'].map((told, index) => `${limit}:retry-after=${told}:${pages[index] ?? ''}`),
      ),
    },
  ],
  'edge-strips-authorization': [{ settings: ['of=upgrades', 'of=everything'] }],
  'upgrade-not-forwarded': [
    { settings: ['426', '400', '404'].flatMap((status) => pages.map((page) => `status=${status}:${page}`)) },
  ],
  'subprotocol-not-selected': [{}],
  'origin-refused': [
    {
      settings: ['backend', 'edge'].flatMap((by) =>
        ['refused', 'accepted'].map((missing) => `by=${by}:missing=${missing}`),
      ),
    },
  ],
  'service-starting': [
    {
      settings: ['backend', 'auth'].flatMap((service) =>
        ['1500', '4000', '5500'].map((ms) => `service=${service}:ready-ms=${ms}`),
      ),
    },
  ],
  'database-down': [{ settings: ['health=silent', 'health=named'] }],
  'auth-service-down': [
    { settings: ['refused', 'silent', 'hang-up', 'tls'].map((answer) => `answer=${answer}`) },
  ],
  'backend-down': [{ settings: ['refused', 'silent', 'hang-up', 'tls'].map((answer) => `answer=${answer}`) }],
  'wrong-host-or-path': [
    { settings: ['website', 'path', 'auth-service'].map((points) => `points=${points}`) },
  ],
  'handshake-timeout': [{ settings: ['limit-ms=600', 'limit-ms=1000', 'limit-ms=1500'] }],
};
