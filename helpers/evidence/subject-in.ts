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
