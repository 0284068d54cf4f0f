import type { SocketAnswer } from '../../../doctor/observation/answer.ts';
import { answer } from './answer.ts';

/** One handshake, with the same token unless it is `no token`. */
export const shake = (offer: string, status: number, fields: Partial<SocketAnswer> = {}): SocketAnswer => ({
  ...answer(status, { asked: `handshake /ws by ${offer}` }),
  offer,
  ...(status === 101 && { form: 'empty', subprotocol: 'jwt-auth', firstFrame: 'connection_established' }),
  ...fields,
});
