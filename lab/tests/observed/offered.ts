import type { SocketAnswer } from '../../../doctor/observation/answer.ts';
import { shake } from './shake.ts';

/** Handshakes with a good token, in every way, that were all answered alike. */
export const offered = (status: number, fields: Partial<SocketAnswer> = {}): SocketAnswer[] =>
  ['header', 'subprotocol', 'foreign origin', 'own origin'].map((offer) => shake(offer, status, fields));
