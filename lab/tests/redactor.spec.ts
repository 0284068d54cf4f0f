import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures/test.ts';
import { printable } from '../../helpers/evidence/printable.ts';
import { createRedactor } from '../../helpers/evidence/redactor.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const token = [
  base64url('{"alg":"HS256","typ":"JWT"}'),
  base64url('{"sub":"e2e-test-2611221000-abcdef-0-1","iss":"netra-auth-service","jti":"b41fcc1b-5df3"}'),
  'hX2pQwEr7TzUiOpAsDfGhJkLyXcVbNm0123456789-_',
].join('.');
const key = 'a+key(with)$pecial/chars,"quotes"and\\more';
const phrase = 'four words of a passphrase';
const short = 'Xk7#qPz2';
const redactor = (...secrets: string[]): ((text: string) => string) => {
  const { know, redact } = createRedactor('the key of a run');
  for (const secret of secrets) know(secret);
  return redact;
};
const half = Math.floor(token.length / 2);
const each = (text: string, spell: (code: number) => string): string =>
  Array.from(text, (letter) => spell(letter.charCodeAt(0))).join('');
const hex = (code: number, digits = 2): string => code.toString(16).padStart(digits, '0');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** In all of these a secret, known or a token by its shape, must be found. */
const encodings: { what: string; encode: (text: string) => string }[] = [
  { what: 'hex', encode: (text) => Buffer.from(text).toString('hex') },
  { what: 'hex in upper case', encode: (text) => Buffer.from(text).toString('hex').toUpperCase() },
  { what: 'percent of every character', encode: (text) => each(text, (code) => `%${hex(code)}`) },
  {
    what: 'percent of every character in upper case',
    encode: (text) => each(text, (code) => `%${hex(code).toUpperCase()}`),
  },
  { what: 'percent twice', encode: (text) => encodeURIComponent(each(text, (code) => `%${hex(code)}`)) },
  {
    what: 'percent of every seventh character',
    encode: (text) =>
      text.replaceAll(/(.{6})(.)/g, (_, six: string, one: string) => `${six}%${hex(one.charCodeAt(0))}`),
  },
  { what: '\\u of every character', encode: (text) => each(text, (code) => `\\u${hex(code, 4)}`) },
  {
    what: '\\u of every character in JSON in JSON',
    encode: (text) => each(text, (code) => `\\\\u${hex(code, 4).toUpperCase()}`),
  },
  { what: '\\u{} of every character', encode: (text) => each(text, (code) => `\\u{${hex(code)}}`) },
  {
    what: '\\u of what is no letter',
    encode: (text) => text.replaceAll(/[^a-z]/gi, (one) => `\\u${hex(one.charCodeAt(0), 4)}`),
  },
  { what: '\\x of every character', encode: (text) => each(text, (code) => `\\x${hex(code)}`) },
  { what: 'decimal HTML entities', encode: (text) => each(text, (code) => `&#${code};`) },
  { what: 'hexadecimal HTML entities', encode: (text) => each(text, (code) => `&#x${hex(code)};`) },
  {
    what: 'HTML entities of both kinds, padded, among plain characters',
    encode: (text) =>
      each(text, (code) =>
        code % 3 === 0
          ? `&#X000${hex(code).toUpperCase()};`
          : code % 3 === 1
            ? `&#00${code};`
            : String.fromCharCode(code),
      ),
  },
  { what: 'HTML entities in HTML', encode: (text) => each(text, (code) => `&amp;#${code};`) },
  {
    what: 'percent, \\u and HTML entities by turns',
    encode: (text) =>
      each(text, (code) => [`%${hex(code)}`, `\\u${hex(code, 4)}`, `&#${code};`][code % 3] ?? ''),
  },
  {
    what: 'percent in HTML entities',
    encode: (text) =>
      each(
        each(text, (code) => `%${hex(code)}`),
        (code) => `&#${code};`,
      ),
  },
  { what: 'hex with colons', encode: (text) => each(text, (code) => `${hex(code)}:`) },
  { what: 'a list of hex numbers', encode: (text) => each(text, (code) => `0x${hex(code)}, `) },
  { what: 'a list of decimal numbers', encode: (text) => each(text, (code) => `${code},`) },
  {
    what: 'percent in the name of a file',
    encode: (text) => each(text, (code) => `%${hex(code)}`).replaceAll(/[^a-z0-9-]+/gi, '-'),
  },
  {
    what: '\\u in the name of a file',
    encode: (text) => each(text, (code) => `\\u${hex(code, 4)}`).replaceAll(/[^a-z0-9-]+/gi, '-'),
  },
  {
    what: 'HTML entities in the name of a file',
    encode: (text) =>
      each(text, (code) => (code % 2 === 0 ? `&#${code};` : `&#x${hex(code)};`)).replaceAll(
        /[^a-z0-9-]+/gi,
        '-',
      ),
  },
  { what: 'base64 in hex', encode: (text) => Buffer.from(base64(text)).toString('hex') },
  { what: 'base64 in percent', encode: (text) => each(base64(text), (code) => `%${hex(code)}`) },
  { what: 'base64 twice', encode: (text) => base64(base64(text)) },
  { what: 'base64url twice', encode: (text) => base64url(base64url(text)) },
  {
    what: 'quoted-printable of every character',
    encode: (text) => each(text, (code) => `=${hex(code).toUpperCase()}`),
  },
  { what: 'UTF-16', encode: (text) => each(text, (code) => `${String.fromCharCode(code)}\0`) },
];
const ofKnownOnly: typeof encodings = [
  { what: 'upper case', encode: (text) => text.toUpperCase() },
  { what: 'lower case', encode: (text) => text.toLowerCase() },
  {
    what: 'mixed case',
    encode: (text) =>
      each(text, (code) =>
        code % 2 ? String.fromCharCode(code).toUpperCase() : String.fromCharCode(code).toLowerCase(),
      ),
  },
  { what: 'base64 in upper case', encode: (text) => base64(text).toUpperCase() },
];

/** A secret, spelled and cut; what surrounds it stays. */
const spellings: { what: string; text: string }[] = [
  { what: 'a token', text: token },
  { what: 'a key', text: key },
  { what: 'a passphrase', text: phrase },
  { what: 'a key in JSON', text: JSON.stringify(key).slice(1, -1) },
  { what: 'a key in JSON in JSON', text: JSON.stringify(JSON.stringify(key)).slice(3, -3) },
  { what: 'a key in a URL', text: encodeURIComponent(key) },
  {
    what: 'a key in a URL in lower case',
    text: encodeURIComponent(key).replaceAll(/%../g, (code) => code.toLowerCase()),
  },
  { what: 'a passphrase in a form', text: phrase.replaceAll(' ', '+') },
  {
    what: 'a key in JSON with escaped slashes',
    text: JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/'),
  },
  { what: 'a token over lines', text: token.replaceAll(/.{60}/g, '$&\n  ') },
  {
    what: 'a key in base64 over lines',
    text: Buffer.from(key).toString('base64').replaceAll(/.{40}/g, '$&\r\n'),
  },
  { what: 'a token in a command over lines', text: `${token.slice(0, 80)}\\\n${token.slice(80)}` },
  { what: 'a key in base64', text: Buffer.from(key).toString('base64') },
  { what: 'a token in base64url', text: base64url(token) },
  { what: 'the signature of a token', text: token.split('.')[2] ?? '' },
  { what: 'the first half of a token', text: token.slice(0, half) },
  { what: 'the second half of a token', text: token.slice(half) },
  { what: 'the first half of a key', text: key.slice(0, 21) },
  { what: 'the second half of a key', text: key.slice(21) },
];
const kept = [
  'GET /api/chat/messages?limit=50 answered 403 AUTH_REQUIRED',
  'thr_b41fcc1b-5df3-4390-97e9-da4dfd2686d8',
  'eyJ is how a token begins',
  `${token.slice(0, 36)} is how every token begins`,
  'four words of a passage',
  'a key, and what is special about its characters',
];

/** What no terminal, no log of a CI and no page may obey. */
const inert = [
  {
    what: 'an escape sequence',
    text: '\u001b]0;title\u0007\u001b[2J\u001b[8mhidden',
    left: '\\u001b]0;title\\u0007\\u001b[2J\\u001b[8mhidden',
  },
  {
    what: 'a command to GitHub',
    text: 'ok\n  ::set-output name=a::b',
    left: 'ok\n  :\u200b:set-output name=a::b',
  },
  {
    what: 'a command behind colours',
    text: '\u001b[31m:\u001b[39m:warning::x #\u001b[0m#vso[x]',
    left: '\u001b[31m:\u200b\u001b[39m:warning::x #\u001b[0m#\u200bvso[x]',
  },
  { what: 'a command to Azure', text: '##vso[task.complete]', left: '##\u200bvso[task.complete]' },
  { what: 'a line that overwrites itself', text: 'failed\rpassed', left: 'failed\\u000dpassed' },
  { what: 'a text that turns around', text: 'a\u202eb', left: 'a\\u202eb' },
];

test.describe('the redactor', () => {
  for (const { what, text } of spellings) {
    test(`takes out ${what}, and nothing around it`, () => {
      expect(redactor(token, key, phrase)(`before: <${text}> after`)).toMatch(
        /^before: <\[redacted [0-9a-f]{8}\]> after$/,
      );
    });
  }

  for (const { what, encode } of [...encodings, ...ofKnownOnly]) {
    test(`takes out secrets of every kind in ${what}, and nothing around them`, () => {
      const redact = redactor(token, key, phrase, short);
      // The head of a token is no secret. In base64 a neighbour decides on some characters at each end.
      const left = [token, key, phrase, short].map((secret) => {
        const head = secret === token ? encode(secret.slice(0, secret.indexOf('.'))) : '';
        const shown = redact(`before: <${encode(secret)}> after`);
        const [, rest = shown] = /^before: <(.*)> after$/s.exec(shown) ?? [];
        return rest.replace(head.slice(0, -8), '').replaceAll(/\[redacted [0-9a-f]{8}\]/g, '');
      });

      expect(left.filter((rest) => rest.length > 20)).toEqual([]);
    });
  }

  test('takes out a token and a password that nobody has told it of, by their shape', () => {
    const text = `Bearer ${token}, testpw-${'x'.repeat(43)}`;

    expect(redactor()(text)).toMatch(/^Bearer \[redacted \w{8}\], \[redacted \w{8}\]$/);
  });

  test('takes out a token that a diff has coloured, and leaves the colours around it', () => {
    const coloured = `\u001b[31m${token.replace('Ui', 'U\u001b[7mi\u001b[27m')}\u001b[39m`;

    // eslint-disable-next-line no-control-regex -- colours
    expect(redactor(token)(coloured)).toMatch(/^\u001b\[31m\[redacted \w{8}\]\u001b\[39m$/);
  });

  test('takes out a token and what else a secret holds, but not the head that every token has', () => {
    const redact = redactor(`Bearer${token}`, `{"token":"${token}","pin":"${key}"}`);
    const head = token.slice(0, token.indexOf('.'));

    expect(redact(`${head}..`)).toBe(`${head}..`);
    expect(redact(`<${token.slice(40)}> <${key}>`)).toMatch(/^<\[redacted \w{8}\]> <\[redacted \w{8}\]>$/);
  });

  test('gives equal secrets the same fingerprint in a run, and another one in another', () => {
    const [one, again] = [redactor(token)(token), redactor(token)(base64url(token))];
    const { know, redact } = createRedactor('the key of another run');
    know(token);

    expect(again).toBe(one);
    expect(redact(token)).not.toBe(one);
  });

  for (const text of kept) {
    test(`leaves "${text}" as it is`, () => {
      expect(redactor(token, key, phrase)(text)).toBe(text);
    });
  }

  test('leaves a thousand messages as they are, while it knows hundreds of secrets', () => {
    const secrets = Array.from({ length: 300 }, () =>
      [
        base64url('{"alg":"HS256","typ":"JWT"}'),
        base64url(`{"sub":"e2e-test-${randomUUID()}"}`),
        randomBytes(32).toString('base64url'),
      ].join('.'),
    );
    const redact = redactor(...secrets, randomBytes(48).toString('base64url'), phrase, 'netra-staging-key');
    const noise = [
      () => `GET /api/threads/thr_${randomUUID()}/messages?limit=${String(randomBytes(1)[0])} → 200 (12 ms)`,
      () =>
        `test-2611221000-abcdef-0-${String(randomBytes(1)[0])}@staging.netrasystems.ai said "four words of a kind"`,
      () =>
        JSON.stringify({
          event_id: randomUUID(),
          seq: 3,
          payload: { reasoning: 'the netra-staging target' },
        }),
      () => `data:image/png;base64,${randomBytes(300).toString('base64')}`,
      () => `at Object.<anonymous> (/home/ci/${randomBytes(20).toString('hex')}/tests/a.spec.ts:12:34)`,
    ];
    const messages = Array.from({ length: 1_000 }, (_, index) => noise[index % noise.length]?.() ?? '');

    expect(messages.map(redact)).toEqual(messages);
  });

  for (const { what, text, left } of inert) {
    test(`makes ${what} inert`, () => {
      expect(printable(text)).toBe(left);
    });
  }

  test('leaves the colours of a matcher as they are', () => {
    const text =
      '\u001b[2mexpect(\u001b[22m\u001b[31mreceived\u001b[39m\u001b[2m)\u001b[22m\u001b[1;32mok\u001b[0m';

    expect(printable(text)).toBe(text);
  });
});
