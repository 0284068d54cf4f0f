import type { SocketAnswer } from '../../../doctor/observation/answer.ts';
import { shake } from './shake.ts';

/** Handshakes of these offers that were upgraded. */
export const letInBy = (...offers: string[]): SocketAnswer[] => offers.map((offer) => shake(offer, 101));
