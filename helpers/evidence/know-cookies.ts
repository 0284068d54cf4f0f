import { knownSecrets } from '../../config/known-secrets.ts';

/** A target may set a cookie of any word, which would then be taken out of every text. */
const isRandom = (value: string): boolean => value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value);

/** From now on the cookies that an answer sets are taken out of what is published. */
export function knowCookies(headers: Headers): void {
  for (const cookie of headers.getSetCookie()) {
    const [, value = ''] = /=([^;]*)/.exec(cookie) ?? [];
    if (isRandom(value)) knownSecrets.add(value);
  }
}
