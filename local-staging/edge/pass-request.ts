import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { actAfter } from './act-after.ts';
import { edgePage } from './edge-page.ts';
import type { EdgeCall } from './edge-rule.ts';
import { headerPairs } from './header-pairs.ts';
import { sendPage } from './send-page.ts';

/** A connection's own affair: it is not passed on (RFC 9110, 7.6.1). */
const ownHeaders = ['connection', 'keep-alive'];

const passedOn = (headers: EdgeCall['headers']): string[] =>
  headers.filter(([name]) => !ownHeaders.includes(name.toLowerCase())).flat();

/** Passes a request on, and its answer back, as streams; 502 where nobody answers. */
export function passRequest(
  { method, path, headers, onItsWayMs }: EdgeCall,
  { hostname, port }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const deliver = (): void => {
    // A connection for each, as one that the service has just given up would be a 502 that is nobody's fault.
    const asked = ask({
      ...{ hostname, port, method, path, agent: false, setHost: false },
      headers: passedOn(headers),
    });
    asked.on('response', (answer) => {
      const { statusCode = 502, statusMessage, rawHeaders } = answer;
      response.writeHead(statusCode, statusMessage, passedOn(headerPairs(rawHeaders)));
      answer.pipe(response).on('error', () => answer.destroy());
      answer.on('error', () => response.destroy());
    });
    asked.on('error', () => {
      if (response.headersSent) response.destroy();
      else sendPage(response, edgePage(502, 'nginx'));
    });
    response.on('close', () => asked.destroy());
    request.pipe(asked);
  };
  const delivery = actAfter(onItsWayMs, deliver);
  response.on('close', () => {
    clearTimeout(delivery);
  });
}
