import type { WireEntry } from '../evidence/wire-entry.ts';
import { frameType } from '../socket/frame.ts';
import { type DeliveryFact, originOf, subjectOfHeaders } from './delivery-fact.ts';
import { factOfExchange } from './fact-of-exchange.ts';

function read(text: string): { type: string; json: unknown; payload: unknown } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { payload } = (json ?? {}) as Record<string, unknown>;
  return { type: frameType({ json }), json, payload };
}

function sent(at: string, socket: string, text: string): DeliveryFact {
  // Most of what is sent says nothing about a delivery, and may be long.
  if (text.includes('"user_message"')) {
    const { type, payload } = read(text);
    const { content, thread_id: thread } = (payload ?? {}) as Record<string, unknown>;
    if (type === 'user_message' && typeof content === 'string' && typeof thread === 'string')
      return { kind: 'asked', at, socket, thread, content };
  }
  return { kind: 'sent', at, socket, bytes: Buffer.byteLength(text) };
}

/** What an entry of the wire log says about deliveries; undefined for nothing. */
export function factOfEntry(entry: WireEntry): DeliveryFact | undefined {
  const { at } = entry;
  switch (entry.kind) {
    case 'log':
      return undefined;
    case 'exchange':
      return factOfExchange(entry);
    case 'handshake': {
      const { id, request, response, error, side } = entry;
      if (response?.status !== 101 || error !== undefined) return { kind: 'ended', at, id };
      const user = entry.user ?? subjectOfHeaders(request.headers);
      return { kind: 'opened', at, id, origin: originOf(side, new URL(request.url)), user };
    }
    case 'frame': {
      const { socket, text, direction } = entry;
      if (direction === 'sent') return sent(at, socket, text);
      const { type, json } = read(text);
      return { kind: 'got', at, socket, type, json };
    }
    case 'close': {
      const { socket, by, code, reason, isBound } = entry;
      return { kind: 'closed', at, socket, by, code, reason, ...(isBound && { isBound }) };
    }
  }
}
