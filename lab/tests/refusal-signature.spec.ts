import { expect, test } from '../fixtures/test.ts';
import { refusalSignature } from '../../helpers/evidence/refusal-signature.ts';
import type { WireEntry } from '../../helpers/evidence/wire-entry.ts';

const at = new Date(0).toISOString();
const exchange = (status: number | null, more: Partial<WireEntry> = {}): WireEntry =>
  ({
    kind: 'exchange',
    at,
    user: null,
    side: 'target',
    id: '1',
    service: 'chat backend',
    durationMs: 1,
    request: { method: 'GET', url: 'http://127.0.0.1/api/threads', headers: [], body: '' },
    response: status === null ? null : { status, headers: [], body: '' },
    ...more,
  }) as WireEntry;
const close = (code: number, by: 'harness' | 'target'): WireEntry => ({
  kind: 'close',
  at,
  user: null,
  side: 'target',
  socket: '1',
  by,
  code,
  reason: '',
});

const failures: { what: string; entries: WireEntry[]; errors?: string[]; signature: string | undefined }[] = [
  { what: 'a 403', entries: [exchange(200), exchange(403)], signature: 'the chat backend answered 403' },
  { what: 'a 200 after a 403', entries: [exchange(403), exchange(200)], signature: undefined },
  {
    what: 'a refused handshake',
    entries: [exchange(503, { kind: 'handshake' })],
    signature: 'the handshake answered 503',
  },
  { what: 'no answer', entries: [exchange(null)], signature: 'the chat backend gave no answer' },
  {
    what: 'a close 1011 by the target',
    entries: [close(1011, 'target')],
    signature: 'the socket closed with 1011',
  },
  { what: 'its own close', entries: [close(1000, 'harness')], signature: undefined },
  { what: 'a 403 of a private staging', entries: [exchange(403, { side: 'private' })], signature: undefined },
  { what: 'a 403 of its clean-up', entries: [exchange(403, { isAfterFailure: true })], signature: undefined },
  {
    what: 'a missing event',
    entries: [exchange(202)],
    errors: ['[EVENT_NOT_RECEIVED] No agent_completed within 15000 ms'],
    signature: 'no event came',
  },
  { what: 'a 404', entries: [exchange(404)], errors: ['expected 200'], signature: undefined },
];

test.describe('a failed test', () => {
  for (const { what, entries, errors = [], signature } of failures)
    test(`that ended with ${what} ${signature === undefined ? 'asks for no diagnosis' : `is told as "${signature}"`}`, () => {
      expect(refusalSignature(entries, errors)).toBe(signature);
    });
});
