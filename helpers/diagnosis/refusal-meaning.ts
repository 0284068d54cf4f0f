import type { Answer } from './answer.ts';
import { isForeign } from './is-foreign.ts';

/** What a refusal of the chat backend says that it is about; `unsaid` where it hides it. */
export type RefusalMeaning =
  'no token' | 'bad token' | 'user' | 'permission' | 'unavailable' | 'unsaid' | 'other';

const byCode: Partial<Record<string, RefusalMeaning>> = {
  AUTH_REQUIRED: 'no token',
  AUTH_FAILED: 'bad token',
  USER_REFUSED: 'user',
  PERMISSION_DENIED: 'permission',
  AUTH_UNAVAILABLE: 'unavailable',
};

/** Reads a refusal by its code (contract §1), else by its status. */
export function refusalMeaning(answer: Answer): RefusalMeaning {
  const { code, status } = answer;
  const said = code === undefined ? undefined : byCode[code];
  if (said) return said;
  // JSON that is no error body of the contract may be anybody's.
  if (isForeign(answer) || answer.form === 'json') return 'other';
  if (status === 503) return 'unavailable';
  return status === 401 || status === 403 ? 'unsaid' : 'other';
}
