import type { Secret } from '../../config/secret.ts';

/** Whom the text of a token says that it speaks for, unchecked; null where it cannot be read. */
export function subjectIn(token: string): string | null {
  try {
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub?: unknown;
    };
    return typeof sub === 'string' ? sub : null;
  } catch {
    // Not a token that can be read: nobody is named by it.
    return null;
  }
}

const subjects = new WeakMap<Secret, string | null>();

/** Whom a token says that it speaks for, unchecked, to name who asked; null for none. */
export function subjectOf(token: Secret | undefined): string | null {
  if (!token) return null;
  const known = subjects.get(token);
  if (known !== undefined) return known;
  const subject = subjectIn(token.reveal());
  subjects.set(token, subject);
  return subject;
}
