import type { Secret } from '../../config/secret.ts';
import { subjectIn } from './subject-in.ts';

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
