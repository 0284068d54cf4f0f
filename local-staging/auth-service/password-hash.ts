import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { bulkhead } from 'cockatiel';

/**
 * Two at once: signatures are checked by the same four threads, and many who register together would keep everybody's tokens
 * waiting.
 */
const turns = bulkhead(2, Infinity);
const scryptOf = promisify<string, Buffer, number, Buffer>(scrypt);
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  turns.execute(() => scryptOf(password, salt, 32));

/** Salted scrypt, written as `salt:key` in base64. */
export const passwordHash = {
  async create(password: string): Promise<string> {
    const salt = randomBytes(16);
    return `${salt.toString('base64')}:${(await derive(password, salt)).toString('base64')}`;
  },

  async matches(password: string, hash: string): Promise<boolean> {
    const [salt = '', key = ''] = hash.split(':');
    return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64')), Buffer.from(key, 'base64'));
  },
};
