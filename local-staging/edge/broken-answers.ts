import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import type { BrokenAnswer } from './start-broken-edge.ts';

const MiB = 1024 * 1024;
const head = (...headers: string[]): string =>
  `HTTP/1.1 200 OK\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`;

/** The same bytes again and again, so that they need no memory here. */
function* repeat(chunk: Buffer, times: number): Generator<Buffer> {
  for (let n = 0; n < times; n += 1) yield chunk;
}

const send = (start: string, body: () => Iterable<Buffer>) => (socket: Socket) => {
  socket.write(start);
  // Whoever reads no further hangs up; that is no failure here.
  pipeline(Readable.from(body()), socket).catch(() => socket.destroy());
};

const whole = (coding: string, body: Buffer) =>
  send(head(`Content-Encoding: ${coding}`, `Content-Length: ${body.length}`), () => [body]);

const json = '{"messages":[]}';

const gzipHeader = gzipSync('').subarray(0, 10);
/** An empty block of deflate, which may come any number of times. */
const emptyBlock = Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]);

/** Answers that cannot be read to their end, or only with care. */
export const brokenAnswers = {
  'a body of 300 MiB': send(head(), () => repeat(Buffer.alloc(MiB, 'x'), 300)),
  'a chunk of 300 MiB': send(`${head('Transfer-Encoding: chunked')}${(300 * MiB).toString(16)}\r\n`, () =>
    repeat(Buffer.alloc(MiB, 'x'), 300),
  ),
  'a body of 400 MiB in some KiB of gzip': (socket) => {
    socket.write(head('Content-Encoding: gzip'));
    pipeline(Readable.from(repeat(Buffer.alloc(MiB, 'x'), 400)), createGzip({ level: 9 }), socket).catch(() =>
      socket.destroy(),
    );
  },
  'gzip without end that holds nothing': send(head('Content-Encoding: gzip'), function* () {
    yield gzipHeader;
    yield* repeat(Buffer.concat(Array.from({ length: 13_000 }, () => emptyBlock)), 1_000);
  }),
  'a body that drips without end': (socket) => {
    socket.write(head());
    const drip = setInterval(() => socket.write('x'.repeat(10)), 20);
    socket.on('close', () => {
      clearInterval(drip);
    });
  },
  'a chunked body that is cut': `${head('Transfer-Encoding: chunked', 'Connection: close')}f\r\n${json}\r\n`,
  'a body that is shorter than said': `${head('Content-Length: 500')}${json}`,
  'a text that is no gzip': `${head('Content-Encoding: gzip', `Content-Length: ${json.length}`)}${json}`,
  'gzip that ends too early': whole('gzip', gzipSync(json).subarray(0, 20)),
  'a coding that was not offered': whole('zstd', Buffer.from(json)),
  'an upgrade that was not asked for':
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n',
  'a refusal of 300 MiB': send('HTTP/1.1 403 Forbidden\r\n\r\n', () => repeat(Buffer.alloc(MiB, 'x'), 300)),
  // Good ones.
  'a body in chunks': `${head('Transfer-Encoding: chunked')}1\r\n{\r\ne\r\n${json.slice(1)}\r\n0\r\n\r\n`,
  'a body to the end of the connection': `${head()}${json}`,
  'a body in gzip': whole('gzip', gzipSync(json)),
  'a body in gzip, then in gzip': whole('gzip, gzip', gzipSync(gzipSync(json))),
  'a body in deflate': whole('deflate', deflateSync(json)),
  'a body in brotli': whole('br', brotliCompressSync(json)),
} satisfies Record<string, BrokenAnswer>;

export type BrokenAnswerName = keyof typeof brokenAnswers;
