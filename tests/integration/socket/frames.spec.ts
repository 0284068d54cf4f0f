import { timeouts } from '../../../config/timeouts.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
import { timestamp } from '../../../helpers/wire/timestamp.ts';

const kibibyte = 1024;
/** A frame of exactly so many bytes. */
const frameOf = (bytes: number): string => {
  const empty = JSON.stringify({ type: 'filler', text: '' });
  return JSON.stringify({ type: 'filler', text: 'x'.repeat(bytes - empty.length) });
};
/** Few characters of many bytes. */
const wide = JSON.stringify({ type: 'filler', text: '\u20ac'.repeat(22 * kibibyte) });
const inThread = (payload: unknown): Record<string, unknown> => ({ type: 'user_message', payload });

const refused: {
  what: string;
  frame: string | Buffer | Record<string, unknown>;
  code: string;
  ids: string;
}[] = [
  { what: 'malformed JSON', frame: '{"type":', code: 'INVALID_JSON', ids: 'F3' },
  { what: 'an empty frame', frame: '', code: 'INVALID_JSON', ids: 'F3' },
  { what: 'a list', frame: '[]', code: 'INVALID_FRAME', ids: 'F3' },
  { what: 'null', frame: 'null', code: 'INVALID_FRAME', ids: 'F3' },
  { what: 'a text', frame: '"ping"', code: 'INVALID_FRAME', ids: 'F3' },
  { what: 'a binary frame', frame: Buffer.from('{"type":"ping"}'), code: 'INVALID_FRAME', ids: 'F3' },
  {
    what: 'a frame of 64 KiB and a byte',
    frame: frameOf(64 * kibibyte + 1),
    code: 'FRAME_TOO_LARGE',
    ids: 'F3',
  },
  { what: 'a frame of 66 KiB in 22 Ki characters', frame: wide, code: 'FRAME_TOO_LARGE', ids: 'F3' },
  {
    what: 'a frame of exactly 1 MiB',
    frame: frameOf(kibibyte * kibibyte),
    code: 'FRAME_TOO_LARGE',
    ids: 'F3',
  },
  {
    what: 'a binary frame of over 64 KiB',
    frame: Buffer.alloc(64 * kibibyte + 1),
    code: 'FRAME_TOO_LARGE',
    ids: 'F3 F5',
  },
  {
    what: 'malformed JSON of over 64 KiB',
    frame: 'x'.repeat(64 * kibibyte + 1),
    code: 'FRAME_TOO_LARGE',
    ids: 'F3 F5',
  },
  {
    what: 'a user_message without payload',
    frame: inThread(undefined),
    code: 'INVALID_PAYLOAD',
    ids: 'F3 E1',
  },
  {
    what: 'a user_message without thread_id',
    frame: inThread({ content: 'Hello' }),
    code: 'INVALID_PAYLOAD',
    ids: 'F3',
  },
  {
    what: 'a user_message with an empty content',
    frame: inThread({ content: '', thread_id: 'any' }),
    code: 'INVALID_PAYLOAD',
    ids: 'F3 M4',
  },
  ...[
    { what: 'a content of white space', content: ' \n' },
    { what: 'a content with U+0000', content: 'null\u0000byte' },
    { what: 'a content with a lone surrogate', content: 'broken \udc4b' },
    { what: 'a content that is a number', content: 7 },
  ].map(({ what, content }) => ({
    what: `a user_message with ${what}`,
    frame: inThread({ content, thread_id: 'any' }),
    code: 'INVALID_PAYLOAD',
    ids: 'F3 M4 C7 C8',
  })),
  {
    what: 'a user_message whose thread_id is a number',
    frame: inThread({ content: 'Hello', thread_id: 7 }),
    code: 'INVALID_PAYLOAD',
    ids: 'F3 C7',
  },
  {
    what: 'a user_message of 8001 characters',
    frame: inThread({ content: 'a'.repeat(8001), thread_id: 'any' }),
    code: 'INVALID_PAYLOAD',
    ids: 'F3 M4',
  },
  {
    what: 'a user_message in no thread, with a field that nobody knows',
    frame: inThread({ content: 'Hello', thread_id: 'no-such-thread', colour: 'blue' }),
    code: 'NOT_FOUND',
    ids: 'E1 C10',
  },
  {
    what: 'a user_message in no thread',
    frame: inThread({ content: 'Hello', thread_id: 'no-such-thread' }),
    code: 'NOT_FOUND',
    ids: 'E1',
  },
];
const pings = [
  { what: 'alone', fields: {} },
  { what: 'with fields that nobody knows', fields: { timestamp: 1_700_000_000, id: 'p1', payload: {} } },
];
const acknowledged = [
  { what: 'an unknown type', frame: { type: 'dance' }, received: 'dance' },
  { what: 'no type', frame: { text: 'hello' }, received: null },
  { what: 'a type that is a number', frame: { type: 7 }, received: null },
  { what: 'unknown fields', frame: { type: 'dance', with: { nobody: true } }, received: 'dance' },
  { what: 'exactly 64 KiB', frame: frameOf(64 * kibibyte), received: 'filler' },
];

test.describe('an open socket', { tag: ['@socket', '@critical'] }, () => {
  test('finds no thread of somebody else, and starts nothing in it [E1 N4 E4]', async ({
    user,
    stranger,
    thread,
    sockets,
  }) => {
    const { socket } = await sockets.open({ via: 'header', token: stranger.accessToken });
    socket.send(inThread({ content: 'Let me in', thread_id: thread.id }));

    expect(await firstOfType(socket, 'error_message', timeouts.frameMs)).toMatchObject({
      error_code: 'NOT_FOUND',
    });
    expect(await user.messages.list({ thread_id: thread.id })).toMatchObject({ total_count: 0 });
  });
});

test.describe('an open socket', { tag: '@socket' }, () => {
  for (const { what, fields } of pings) {
    test(`answers a ping ${what} with a pong [F1 C10]`, async ({ user, sockets }) => {
      const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
      socket.send({ type: 'ping', ...fields });

      expect(await firstOfType(socket, 'pong', timeouts.frameMs)).toMatchObject({ type: 'pong' });
    });
  }

  for (const { what, frame, received } of acknowledged) {
    test(`acknowledges a frame with ${what} [F2 F5 C9 C10]`, async ({ user, sockets }) => {
      const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
      socket.send(frame);

      const ack = await firstOfType(socket, 'ack', timeouts.frameMs);
      expect(ack).toMatchObject({ received_type: received, user_id: user.id });
      expect(timestamp.safeParse((ack as Record<string, unknown>)['timestamp']).success).toBe(true);
    });
  }

  for (const { what, frame, code, ids } of refused) {
    test(`answers ${what} with ${code}, and stays open [${ids}]`, async ({ user, sockets }) => {
      const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
      socket.send(frame);

      expect(await firstOfType(socket, 'error_message', timeouts.frameMs)).toMatchObject({
        type: 'error_message',
        error_code: code,
        error_message: expect.any(String),
        timestamp: expect.stringMatching(/^\d{4}-.*\.\d{3,}Z$/),
      });
      socket.send({ type: 'ping' });
      expect(await firstOfType(socket, 'pong', timeouts.frameMs)).toMatchObject({ type: 'pong' });
    });
  }

  test('is closed with 1009 by a frame of over 1 MiB [F3]', async ({ user, sockets }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    socket.send(frameOf(kibibyte * kibibyte + 1));

    expect(await socket.waitForClose(timeouts.frameMs)).toMatchObject({ code: 1009 });
  });
});
