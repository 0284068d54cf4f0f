import type { Secret } from '../../config/secret.ts';

/** The subject that the text of a token names, unchecked; null where it cannot be read. */
export function subjectIn(token: string): string | null {
  try {
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub?: unknown;
    };
    return typeof sub === 'string' ? sub : null;
  } catch {
    // A token that cannot be read names no subject.
    return null;
  }
}

const subjects = new WeakMap<Secret, string | null>();

/** The subject that a token names, unchecked, for the evidence; null for none. */
export function subjectOf(token: Secret | undefined): string | null {
  if (!token) return null;
  const known = subjects.get(token);
  if (known !== undefined) return known;
  const subject = subjectIn(token.reveal());
  subjects.set(token, subject);
  return subject;
}
