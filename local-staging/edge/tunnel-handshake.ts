import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { actAfter } from './act-after.ts';
import { answerOn } from './answer-on.ts';
import { edgePage } from './edge-page.ts';
import type { EdgeCall } from './edge-rule.ts';
import { sendPage } from './send-page.ts';

/**
 * Passes a handshake on, and from then on every byte both ways; 502 where nobody answers, 504 where it takes too long.
 * @param head - what came behind the handshake
 * @returns the connection to the service
 */
export function tunnelHandshake(
  { method, path, headers, onItsWayMs, answerWithinMs }: EdgeCall,
  { hostname, port }: URL,
  request: IncomingMessage,
  head: Buffer,
): Socket {
  const client = request.socket;
  const upstream = connect(Number(port), hostname);
  let isGivenUp = false;
  const giveUp = (status: number): void => {
    if (isGivenUp || client.destroyed) return;
    isGivenUp = true;
    upstream.unpipe(client).destroy();
    sendPage(answerOn(request), edgePage(status, 'nginx'));
  };
  const deliver = (): void => {
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
    upstream.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  };
  const limit = answerWithinMs === undefined ? undefined : setTimeout(giveUp, answerWithinMs, 504);
  const delivery = actAfter(onItsWayMs, deliver);
  upstream.once('data', () => {
    clearTimeout(limit);
  });
  upstream.once('error', () => {
    if (upstream.bytesRead === 0) giveUp(502);
  });
  upstream.once('close', () => {
    clearTimeout(delivery);
    if (!isGivenUp) client.destroySoon();
  });
  client.once('close', () => {
    clearTimeout(limit);
    upstream.destroy();
  });
  return upstream;
}
