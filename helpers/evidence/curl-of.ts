import type { ExchangeEntry } from './wire-entry.ts';

/** A text that a shell takes as it is, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A text for a shell in which a variable of the person's stands for each secret. */
const withVariable = (text: string, variable: string): string =>
  text
    .split(/\[redacted [^\]]*\]/)
    .map((part) => (part === '' ? '' : quoted(part)))
    .join(`"$${variable}"`);

const header = ([name, value]: [string, string]): string =>
  withVariable(`${name}: ${value}`, name.toLowerCase() === 'authorization' ? 'TOKEN' : 'SECRET');

const upgrade: [string, string][] = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
];

/** The command that sends a recorded request once more. The entry must be redacted. */
export function curlOf({ kind, request }: ExchangeEntry): string {
  const isSocket = kind === 'handshake';
  const url = isSocket ? request.url.replace(/^ws/, 'http') : request.url;
  const headers = [
    ...(isSocket ? upgrade : []),
    ...request.headers.filter(([name]) => name !== 'X-Request-ID'),
  ];
  // Of a URL with brackets curl would make many.
  return [
    `curl -gi${isSocket ? 'N --http1.1' : ''} -X ${request.method} ${withVariable(url, 'SECRET')}`,
    ...headers.map((one) => `-H ${header(one)}`),
    ...(request.body === '' ? [] : [`--data-raw ${withVariable(request.body, 'SECRET')}`]),
  ].join(' \\\n  ');
}
