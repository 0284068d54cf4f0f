import { randomUUID } from 'node:crypto';
import type { IdKind } from '../../http/new-id.ts';
import { all, type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { answers, type Json, objects } from './in-answers.ts';
import { frames, replacing, sockets } from './in-frames.ts';

/** Ids of another form, of all kinds. */
const ids = (create: () => (kind: IdKind) => string): Change => {
  const make = (taken: () => void) => {
    const one = create();
    return (kind: IdKind): string => {
      taken();
      return one(kind);
    };
  };
  return replacing((taken) => (parts, values) => {
    const newId = make(taken);
    const inBackend = replaceIn('backend', () => ({ newId }))(parts, values);
    return replaceIn('auth', () => ({ newId }))(inBackend, values);
  });
};

const times = ['timestamp', 'created_at', 'expires_at'];
/** An object with its times rewritten. */
const timed = (object: Json, rewrite: (time: string) => string): Json | undefined => {
  const found = times.filter((name) => typeof object[name] === 'string');
  if (found.length === 0) return undefined;
  return { ...object, ...Object.fromEntries(found.map((name) => [name, rewrite(object[name] as string)])) };
};
const moreDigits =
  (digits: string) =>
  (time: string): string =>
    time.replace(/(\.\d{3})Z$/, `$1${digits}Z`);

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, item]) => [name, reversed(item)]),
  );
};
const escaped = (text: string): string =>
  text.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** Writes all JSON otherwise. */
const written = (write: (value: unknown) => string): Change =>
  all(
    answers((body) => body, write),
    sockets((_socket, send, taken) => (text) => {
      taken();
      send(write(JSON.parse(text)));
    }),
  );

/** Texts of which the contract names each letter. */
const namedTexts = [
  'Invalid credentials',
  'User is not active',
  'E2E bypass key required',
  'Invalid E2E bypass key',
  'E2E authentication not configured',
];
const german = (text: string): string => `Das geht so nicht – ${text.length.toString(7)}. 申し訳ありません`;

/** Order, case, shape and size of what is opaque (contract C10). */
export const opaqueThings = {
  'ids-need-encoding': liberty(
    'Ids hold characters that a path must encode.',
    ids(() => (kind) => `${kind}/${randomUUID()}+a=b&c#d%e?f:g`),
  ),
  'ids-are-numbers': liberty(
    'Ids are numbers, written as texts.',
    ids(() => {
      let last = 9_007_199_254_740_991n;
      return () => String((last += 1n));
    }),
  ),
  'ids-are-long': liberty(
    'Ids have two hundred characters.',
    ids(() => (kind) => `${kind}.${randomUUID()}`.padEnd(200, '~')),
  ),
  'event-ids-are-short': liberty(
    'Ids of events are short numbers.',
    replacing((taken) =>
      replaceIn('backend', ({ agentEvent }) => {
        let last = 0;
        return {
          agentEvent: (...event) => {
            taken();
            return { ...agentEvent(...event), event_id: String((last += 1)) };
          },
        };
      }),
    ),
  ),
  'keys-in-reverse-order': liberty(
    'The fields of every object come in reverse order.',
    written((value) => JSON.stringify(reversed(value))),
    { isOuter: true },
  ),
  'json-is-indented': liberty(
    'JSON is indented, and escapes everything that is not ASCII.',
    written((value) => `\n${escaped(JSON.stringify(value, null, 4))}\r\n`),
    { isOuter: true },
  ),
  'times-in-microseconds': liberty(
    'All times have microseconds.',
    all(
      objects((object) => timed(object, moreDigits('042'))),
      frames((frame) => {
        const changed = timed(frame, moreDigits('042'));
        return changed && [changed];
      }),
    ),
  ),
  'read-times-have-more-digits': liberty(
    'What is read over REST has times in nanoseconds, what was just written in milliseconds.',
    objects((object, { method }) => (method === 'GET' ? timed(object, moreDigits('000000')) : undefined)),
  ),
  'texts-for-people-differ': liberty(
    'Errors have other texts, one for each code, where the contract does not name the text.',
    all(
      objects((object) => {
        const name = 'error_code' in object ? 'message' : 'detail';
        const text = object[name];
        return typeof text === 'string' && !namedTexts.includes(text)
          ? { ...object, [name]: german(text) }
          : undefined;
      }),
      frames((frame) =>
        typeof frame['error_message'] === 'string'
          ? [{ ...frame, error_message: german(frame['error_message']) }]
          : undefined,
      ),
    ),
  ),
  'permissions-in-another-order': liberty(
    'Permissions come in another order.',
    objects((object) =>
      Array.isArray(object['permissions'])
        ? { ...object, permissions: object['permissions'].toReversed() as unknown[] }
        : undefined,
    ),
  ),
};
