import { knownSecrets } from '../../config/known-secrets.ts';

/** A target may call any word a token or a cookie, which would then be taken out of every text. */
const isRandom = (value: string): boolean => value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value);

/** Fields of JSON that name what is in them a secret, whoever reads the answer. */
const secretFields = /"[\w-]*(?:token|secret|passw|api_?key|session)[\w-]*"\s*:\s*"([^"\\]{16,8000})"/gi;

/** From now on the cookies that an answer sets, and what its body or a frame calls a secret, are published no more. */
export function knowAnswer(body: string, headers = new Headers()): void {
  const cookies = headers.getSetCookie().map((cookie) => /=([^;]*)/.exec(cookie)?.[1] ?? '');
  const fields = Array.from(body.matchAll(secretFields), ([, value = '']) => value);
  for (const value of [...cookies, ...fields]) if (isRandom(value)) knownSecrets.add(value);
}
