import { Refusal } from '../backend/refusal.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';

/** The handshake and the welcome (contract W1-W5, C2). */
export const socket = {
  'upgraded-before-the-check': defect(
    'W4',
    'The backend upgrades every handshake, and closes with 1008 whom it refuses.',
    replaceIn('backend', ({ refuseHandshake }) => ({
      refuseHandshake: (handshake, status, headers) => {
        if (status === 403)
          handshake.upgrade((upgraded) => {
            upgraded.close(1008, 'Authentication failed');
          });
        else refuseHandshake(handshake, status, headers);
      },
    })),
  ),
  'upgrade-refused-with-401': defect(
    'N2',
    'The backend refuses a handshake with 401.',
    replaceIn('backend', ({ refuseHandshake }) => ({
      refuseHandshake: (handshake, status, headers) => {
        refuseHandshake(handshake, status === 403 ? 401 : status, headers);
      },
    })),
  ),
  'refused-upgrade-has-a-body': defect(
    'C2',
    'The backend refuses a handshake with a body that says so.',
    replaceIn('backend', () => ({
      refuseHandshake: ({ socket: connection }, status, headers) => {
        const body = '{"detail":"Refused"}';
        const lines = { Connection: 'close', 'Content-Length': String(body.length), ...headers };
        const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
        connection.on('error', () => connection.destroy());
        connection.end(`HTTP/1.1 ${status} Refused\r\n${head.join('')}\r\n${body}`, () =>
          connection.destroy(),
        );
      },
    })),
  ),
  'token-echoed': defect(
    'W3',
    'The backend selects the subprotocol that carries the token.',
    replaceIn('backend', ({ selectSubprotocol }) => ({
      selectSubprotocol: (offered) =>
        offered.find((name) => name.startsWith('jwt.')) ?? selectSubprotocol(offered),
    })),
  ),
  'no-subprotocol-selected': defect(
    'W3',
    'The backend selects no subprotocol, so that browsers close.',
    replaceIn('backend', () => ({ selectSubprotocol: () => undefined })),
  ),
  'query-token-read': defect(
    'W2',
    'The backend reads the token of a handshake from `?token=`.',
    replaceIn('backend', ({ readSocketToken }) => ({
      readSocketToken: (offer, readBearer) =>
        readSocketToken(offer, readBearer) ??
        (offer.authorization === undefined ? (offer.query.get('token') ?? undefined) : undefined),
    })),
  ),
  'subprotocol-beats-header': defect(
    'W2',
    'The backend takes the token of the subprotocol where a header is sent as well.',
    replaceIn('backend', ({ readSocketToken }) => ({
      readSocketToken: (offer, readBearer) =>
        readSocketToken({ ...offer, authorization: undefined }, readBearer) ??
        readSocketToken(offer, readBearer),
    })),
  ),
  'bad-header-forgiven': defect(
    'W2',
    'The backend takes the token of the subprotocol where the header holds none.',
    replaceIn('backend', ({ readSocketToken }) => ({
      readSocketToken: (offer, readBearer) =>
        readSocketToken(offer, readBearer) ??
        readSocketToken({ ...offer, authorization: undefined }, readBearer),
    })),
  ),
  'lone-token-subprotocol-read': defect(
    'W2',
    'The backend reads the token of a subprotocol without `jwt-auth` beside it.',
    replaceIn('backend', ({ readSocketToken }) => ({
      readSocketToken: (offer, readBearer) =>
        readSocketToken({ ...offer, subprotocols: ['jwt-auth', ...offer.subprotocols] }, readBearer),
    })),
  ),
  'older-path-missing': defect(
    'W1',
    'The backend has no socket at `/websocket`.',
    replaceIn('backend', ({ identify }) => ({
      identify: (call, authenticate) => {
        if (call.path === '/websocket') throw new Refusal('NOT_FOUND');
        return identify(call, authenticate);
      },
    })),
  ),
  'welcome-second-for-browsers': defect(
    'W5',
    'The backend sends a heartbeat before the welcome where a subprotocol was selected.',
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (upgraded, ...rest) => {
        const heartbeat = { type: 'heartbeat', timestamp: new Date().toISOString() };
        if (upgraded.protocol !== '') upgraded.send(JSON.stringify(heartbeat));
        return openConnection(upgraded, ...rest);
      },
    })),
  ),
  'welcome-shortens-registered-ids': defect(
    'W5',
    'The backend welcomes a registered user by the first characters of the id.',
    replaceIn('backend', ({ firstFrames }) => ({
      firstFrames: (connectionId, userId) =>
        firstFrames(connectionId, userId.startsWith('usr_') ? userId.slice(0, 12) : userId),
    })),
  ),
  'connection-named-by-its-user': defect(
    'W5',
    'The backend gives all connections of a user one id.',
    replaceIn('backend', ({ firstFrames }) => ({
      firstFrames: (_connectionId, userId) => firstFrames(`con_${userId}`, userId),
    })),
  ),
};
