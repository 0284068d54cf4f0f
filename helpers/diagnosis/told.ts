import { printable } from '../evidence/printable.ts';

const longest = 120;

/** A word of the target's for a line of ours: no line feed, no control character, not long. */
export function told(text: string): string {
  return printable(text.slice(0, 4 * longest))
    .replaceAll(/\s+/g, ' ')
    .slice(0, longest);
}
