import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { type WholeAnswer, withoutHeader, writeWhole } from '../../http/wire-hook.ts';
import { all, type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { hook } from './in-answers.ts';
import { replacing, sockets } from './in-frames.ts';

/** Writes every answer that has a body otherwise. */
const bodies = (write: (answer: WholeAnswer, response: ServerResponse, offered: string) => boolean): Change =>
  hook((taken) => (request, response) => {
    const offered = request.headers['accept-encoding']?.toString() ?? '';
    writeWhole(response, (answer) => {
      if (answer.body.length === 0 || request.method === 'HEAD') answer.send(answer.headers, answer.body);
      else if (write(answer, response, offered)) taken();
      else answer.send(answer.headers, answer.body);
    });
  });
const slices = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
const codings = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const;
/** Sets headers of every answer, and of every upgrade. */
const headersOf = (all_: Readonly<Record<string, string>>): Change =>
  all(
    hook((taken) => (_request, response) => {
      taken();
      for (const [name, value] of Object.entries(all_)) response.setHeader(name, value);
    }),
    replacing(() =>
      replaceIn('backend', ({ upgradeHeaders }) => ({
        upgradeHeaders: () => [
          ...upgradeHeaders(),
          ...Object.entries(all_).map(([name, value]) => `${name}: ${value}`),
        ],
      })),
    ),
  );

/** How bytes travel: what HTTP and WebSocket leave to a server, and to what stands before it. */
export const travel = {
  'bodies-in-chunks': liberty(
    'Bodies come in chunks of 61 bytes.',
    bodies(({ headers, body, send }) => {
      send(withoutHeader(headers, 'content-length'), ...slices(body, 61));
      return true;
    }),
    { isOuter: true },
  ),
  'bodies-to-the-end-of-the-connection': liberty(
    'Bodies have no length: they end with their connection.',
    bodies(({ headers, body, send }, response) => {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      send(withoutHeader(headers, 'content-length'), body);
      return true;
    }),
  ),
  'compressed-where-offered': liberty(
    'Bodies come in gzip, deflate or brotli, in turn, where these are offered.',
    (composition, taken, values) => {
      let turn = 0;
      return bodies(({ headers, body, send }, _response, offered) => {
        const [coding, compress] = codings[(turn += 1) % codings.length] ?? codings[0];
        if (!offered.includes(coding)) return false;
        const rest = withoutHeader(headers, 'content-length');
        send({ ...rest, 'Content-Encoding': coding, Vary: 'Accept-Encoding' }, compress(body));
        return true;
      })(composition, taken, values);
    },
  ),
  'early-hints': liberty(
    'Before each answer comes a 103 with hints.',
    hook((taken) => (_request, response) => {
      taken();
      response.writeEarlyHints({ link: '</docs>; rel=preload; as=document' });
    }),
  ),
  'connections-closed-after-each-answer': liberty(
    'Every connection ends with its answer.',
    hook((taken) => (_request, response) => {
      taken();
      response.setHeader('Connection', 'close');
    }),
  ),
  'header-names-in-another-case': liberty(
    'Names of headers are written in capitals.',
    bodies(({ headers, body, send }) => {
      send(
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
        body,
      );
      return true;
    }),
  ),
  'headers-of-a-front': liberty(
    'Answers and upgrades have the headers of a front, and its cookie.',
    headersOf({
      Server: 'cloudflare',
      'CF-RAY': '8f0c7e2b1a2b3c4d-ZRH',
      Via: '1.1 google, 1.1 varnish',
      'X-Cache': 'MISS',
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      'Set-Cookie': '__lb=pod-3; Path=/; HttpOnly',
      'X-RateLimit-Remaining': '4999',
      'Cache-Control': 'no-store, private',
    }),
  ),
  'frames-in-fragments': liberty(
    'Frames come in fragments of 37 bytes.',
    sockets((_socket, send, taken) => (text) => {
      taken();
      const parts = slices(Buffer.from(text), 37);
      for (const [n, part] of parts.entries()) send(part, { fin: n === parts.length - 1, binary: false });
    }),
    { isOuter: true },
  ),
  'other-reason-phrases': liberty(
    'The phrase behind a status is another one.',
    hook((taken) => (_request, response) => {
      taken();
      response.statusMessage = 'As You Like It';
    }),
  ),
  'dates-of-a-front': liberty(
    'A front with a clock of its own rewrites `Date`: it is an hour ahead.',
    hook((taken) => (_request, response) => {
      taken();
      response.setHeader('Date', new Date(Date.now() + 3_600_000).toUTCString());
    }),
  ),
};
