import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';

const never = 2_147_483_647;

/** What ends an open socket, and what keeps it (contract F4, L1, L2). */
export const life = {
  'expiry-ignored-under-a-socket': defect(
    'L1',
    'The backend keeps a socket open whose token has expired.',
    replaceIn('backend', ({ recheckSocket }) => ({
      recheckSocket: (verdict, expiresAtMs, nowMs) =>
        nowMs >= expiresAtMs ? undefined : recheckSocket(verdict, expiresAtMs, nowMs),
    })),
  ),
  'logout-ignored-under-a-socket': defect(
    'L1',
    'The backend keeps a socket open whose token was revoked.',
    replaceIn('backend', ({ recheckSocket }) => ({
      recheckSocket: (...call) => {
        const end = recheckSocket(...call);
        return end === 'TOKEN_REVOKED' ? undefined : end;
      },
    })),
  ),
  'refused-user-keeps-the-socket': defect(
    'L1',
    'The backend keeps a socket open whose user was deleted or deactivated.',
    replaceIn('backend', ({ recheckSocket }) => ({
      recheckSocket: (...call) => {
        const end = recheckSocket(...call);
        return end === 'USER_REFUSED' ? undefined : end;
      },
    })),
  ),
  'every-end-told-as-revoked': defect(
    'L1',
    'The backend says `TOKEN_REVOKED` whatever ends a socket.',
    replaceIn('backend', ({ recheckSocket }) => ({
      recheckSocket: (...call) => recheckSocket(...call) && 'TOKEN_REVOKED',
    })),
  ),
  'refused-sockets-close-with-1000': defect(
    'L1',
    'The backend closes a socket with 1000 where its token or user is refused.',
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (upgraded, ...rest) => {
        const close = upgraded.close.bind(upgraded);
        upgraded.close = (code, reason) => {
          close(code === 1008 ? 1000 : code, reason);
        };
        return openConnection(upgraded, ...rest);
      },
    })),
  ),
  'no-heartbeat': defect(
    'F4',
    'The backend sends no heartbeat.',
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (upgraded, token, identity, parts) =>
        openConnection(upgraded, token, identity, {
          ...parts,
          timers: { ...parts.timers, heartbeatMs: never },
        }),
    })),
  ),
  'shutdown-closes-with-1000': defect(
    'L2',
    'The backend closes sockets with 1000 when it ends.',
    replaceIn('backend', () => ({ shutdownCloseCode: 1000 })),
  ),
};
