import type { ServerResponse } from 'node:http';
import type { EdgePage } from './edge-rule.ts';

/** Answers with a page of the edge. */
export function sendPage(response: ServerResponse, { status, headers, body }: EdgePage): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}
