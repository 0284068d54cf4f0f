import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Salted scrypt, written as `salt:key` in base64. */
export const passwordHash = {
  async create(password: string): Promise<string> {
    const salt = randomBytes(16);
    return `${salt.toString('base64')}:${(await derive(password, salt, 32)).toString('base64')}`;
  },

  async matches(password: string, hash: string): Promise<boolean> {
    const [salt = '', key = ''] = hash.split(':');
    const derived = await derive(password, Buffer.from(salt, 'base64'), 32);
    return timingSafeEqual(derived, Buffer.from(key, 'base64'));
  },
};
