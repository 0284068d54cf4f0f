import { knownSecrets } from '../../config/known-secrets.ts';
import { isUuid, looksLikeCredential } from './credential.ts';

/** Fields of JSON in which a secret may be, and parameters of URLs and forms. */
const fields = /"([\w-]*(?:token|secret|passw|api_?key|session)[\w-]*)"\s*:\s*"((?:[^"\\]|\\.){16,8000})"/gi;
const parameters = /\b([\w-]*(?:token|secret|passw|key|session|code|signature))=([\w.~%+/-]{16,8000})/gi;

/** What an id is of, its name says. Of a session the id is what opens it. */
const namesId = (name: string): boolean => /(?<!session_?)ids?$/i.test(name);

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/**
 * From now on the cookies that an answer sets, and the credentials in its body or in a frame, are taken out of every text. A
 * field holds one because of its value, not because of its name: `token_expires_at` is a date.
 */
export function knowAnswer(body: string, headers = new Headers()): void {
  for (const cookie of headers.getSetCookie()) {
    const [, value = ''] = /=([^;]*)/.exec(cookie) ?? [];
    if (looksLikeCredential(value) || isUuid(value)) knownSecrets.add(value);
  }
  for (const [, name = '', text = ''] of [...body.matchAll(fields), ...body.matchAll(parameters)]) {
    const value = text.includes('\\') ? unescaped(text) : text;
    if (isUuid(value) ? !namesId(name) : looksLikeCredential(value)) knownSecrets.add(value);
  }
}
