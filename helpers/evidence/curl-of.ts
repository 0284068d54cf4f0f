import type { ExchangeEntry, HandshakeEntry } from './wire-entry.ts';

/** A text that a shell takes as it is, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A header that a person can send: the token comes from `$TOKEN`, and a key from `$SECRET`. */
function header([name, value]: [string, string]): string {
  const open = quoted(`${name}: ${value}`);
  const hidden = /^(.*?)\[redacted[^\]]*\]$/.exec(value);
  if (!hidden) return open;
  const variable = name.toLowerCase() === 'authorization' ? 'TOKEN' : 'SECRET';
  return `${quoted(`${name}: ${hidden[1] ?? ''}`)}"$${variable}"`;
}

const upgrade: [string, string][] = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
];

/** The command that sends a recorded request once more. The entry must be redacted. */
export function curlOf({ kind, request }: ExchangeEntry | HandshakeEntry): string {
  const isSocket = kind === 'handshake';
  const url = isSocket ? request.url.replace(/^ws/, 'http') : request.url;
  const headers = [
    ...(isSocket ? upgrade : []),
    ...request.headers.filter(([name]) => name !== 'X-Request-ID'),
  ];
  return [
    `curl -i${isSocket ? 'N --http1.1' : ''} -X ${request.method} ${quoted(url)}`,
    ...headers.map((one) => `-H ${header(one)}`),
    ...(request.body === '' ? [] : [`--data-raw ${quoted(request.body)}`]),
  ].join(' \\\n  ');
}
