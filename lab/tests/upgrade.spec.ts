import { Secret } from '../../config/secret.ts';
import { createWireLog } from '../../helpers/evidence/wire-log.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { type HandshakeOutcome, shakeHands } from '../../helpers/socket/shake-hands.ts';
import type { SocketCredentials } from '../../helpers/socket/socket-credentials.ts';
import { expect, test } from '../fixtures/test.ts';

const token = new Secret('a.token.of-these-tests-that-is-longer-than-forty-characters', { isPublic: true });
const offer: SocketCredentials = { via: 'subprotocol', token };
const nothing: SocketCredentials = { via: 'none' };

const shake = (url: string, credentials: SocketCredentials): Promise<HandshakeOutcome> =>
  shakeHands({
    url,
    credentials,
    timeoutMs: 5_000,
    budget: noBudget,
    recorder: createWireLog('test').recorderOf('private'),
  });

/** An answer to a handshake, with other headers, or without those that are undefined. */
const answerWith =
  (changes: Record<string, string | undefined>, status = '101 Switching Protocols') =>
  (accept: string): string => {
    const good = { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': accept };
    const lines = Object.entries<string | undefined>({
      ...good,
      'Sec-WebSocket-Protocol': 'jwt-auth',
      ...changes,
    });
    const headers = lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
    return [`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n');
  };

const opensNone = '[UPGRADE_INVALID] URL answered 101, but the answer opens no WebSocket:';
const advice = 'Check the proxy before the service: it must hand on the headers of an upgrade unchanged.';
const selects = '[SUBPROTOCOL_NOT_SELECTED] URL answered 101, but it selects';
const browser = '(W3). A browser ends such a socket. Check the service, and the proxy before it.';

const broken: {
  what: string;
  changes: Record<string, string | undefined>;
  credentials?: SocketCredentials;
  says: string;
}[] = [
  {
    what: 'no Upgrade',
    changes: { Upgrade: undefined },
    says: `${opensNone} Upgrade is missing; expected websocket. ${advice}`,
  },
  {
    what: 'another Upgrade',
    changes: { Upgrade: 'h2c' },
    says: `${opensNone} Upgrade is "h2c"; expected websocket. ${advice}`,
  },
  {
    what: 'no Connection',
    changes: { Connection: undefined },
    says: `${opensNone} Connection is missing; expected Upgrade. ${advice}`,
  },
  {
    what: 'neither, and nothing of a handshake',
    changes: {
      Upgrade: undefined,
      Connection: 'close',
      'Sec-WebSocket-Accept': undefined,
      'Sec-WebSocket-Protocol': undefined,
    },
    says: `${opensNone} Upgrade is missing; expected websocket; Connection is "close"; expected Upgrade; Sec-WebSocket-Accept is missing. ${advice}`,
  },
  {
    what: 'the Accept of another key',
    changes: { 'Sec-WebSocket-Accept': 'x' },
    says: `${opensNone} Sec-WebSocket-Accept is "x", which does not answer the key of this handshake. ${advice}`,
  },
  {
    what: 'no Accept',
    changes: { 'Sec-WebSocket-Accept': undefined },
    says: `${opensNone} Sec-WebSocket-Accept is missing. ${advice}`,
  },
  {
    what: 'a bad Accept and no subprotocol',
    changes: { 'Sec-WebSocket-Accept': 'x', 'Sec-WebSocket-Protocol': undefined },
    says: `${opensNone} Sec-WebSocket-Accept is "x", which does not answer the key of this handshake. ${advice}`,
  },
  {
    what: 'an extension',
    changes: { 'Sec-WebSocket-Extensions': 'permessage-deflate' },
    says: `${opensNone} Sec-WebSocket-Extensions is "permessage-deflate", and no extension was offered. ${advice}`,
  },
  {
    what: 'no subprotocol',
    changes: { 'Sec-WebSocket-Protocol': undefined },
    says: `${selects} none of the 2 subprotocols that were offered: Sec-WebSocket-Protocol is missing ${browser}`,
  },
  {
    what: 'another subprotocol',
    changes: { 'Sec-WebSocket-Protocol': 'graphql-ws' },
    says: `${selects} the subprotocol "graphql-ws", which was not offered ${browser}`,
  },
  {
    what: 'all that was offered as subprotocol',
    changes: { 'Sec-WebSocket-Protocol': `jwt-auth, jwt.${token.reveal()}` },
    says: `${selects} the subprotocol a text of 73 characters, which was not offered ${browser}`,
  },
  {
    what: 'a subprotocol to a client that offered none',
    changes: {},
    credentials: nothing,
    says: `${selects} the subprotocol "jwt-auth", and none was offered ${browser}`,
  },
];

test.describe('an answer 101', () => {
  for (const { what, changes, credentials = offer, says } of broken)
    test(`with ${what} opens no socket, and is named by that`, async ({ brokenTarget }) => {
      const url = await brokenTarget.upgrading(answerWith(changes));
      const error: unknown = await shake(url, credentials).catch((reason: unknown) => reason);

      expect((error as Error).message).toBe(says.replace('URL', url));
    });

  test('that is right opens one', async ({ brokenTarget }) => {
    const { accepted, handshake, socket } = await shake(
      await brokenTarget.upgrading(answerWith({ connection: 'keep-alive, Upgrade', Connection: undefined })),
      offer,
    );
    await socket?.close(0);

    expect({ accepted, ...handshake }).toMatchObject({
      accepted: true,
      status: 101,
      subprotocol: 'jwt-auth',
    });
  });

  test('of another status is a refusal, whatever its headers are', async ({ brokenTarget }) => {
    const url = await brokenTarget.upgrading(answerWith({ 'Content-Length': '0' }, '200 OK'));
    const { accepted, handshake } = await shake(url, offer);

    expect({ accepted, status: handshake.status }).toEqual({ accepted: false, status: 200 });
  });
});
