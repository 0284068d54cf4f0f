import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Sees a request before its service does, and may change how the answer travels. */
export type WireHook = (request: IncomingMessage, response: ServerResponse) => void;

/** An answer that is whole, before its first byte is sent. */
export interface WholeAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
  /** Sends it, with these headers and in these parts. */
  send: (headers: OutgoingHttpHeaders, ...body: Buffer[]) => void;
}

/** Holds an answer back until it is whole, and leaves it to `write` to send it. */
export function writeWhole(response: ServerResponse, write: (answer: WholeAnswer) => void): void {
  const writeHead = response.writeHead.bind(response);
  const writeBody = response.write.bind(response);
  const end = response.end.bind(response);
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  let headers: OutgoingHttpHeaders = {};
  response.flushHeaders = () => undefined;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    headers = (rest.find((part) => typeof part === 'object') ?? {}) as OutgoingHttpHeaders;
    return response;
  };
  response.write = ((chunk: unknown) => {
    keep(chunk);
    return true;
  }) as typeof response.write;
  response.end = ((chunk?: unknown) => {
    keep(chunk);
    const { statusCode: status } = response;
    const send: WholeAnswer['send'] = (sent, ...body) => {
      writeHead(status, sent);
      for (const part of body) writeBody(part);
      end();
    };
    write({ status, headers: { ...response.getHeaders(), ...headers }, body: Buffer.concat(chunks), send });
    return response;
  }) as typeof response.end;
}

/** Headers without one of them, however its name is written. */
export function withoutHeader(headers: OutgoingHttpHeaders, name: string): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([known]) => known.toLowerCase() !== name));
}
