import type { Parts } from '../composition/parts.ts';

/** Replaces entries of one part, and leaves the rest of it as it is. */
export function replaceIn<Part extends keyof Parts, Values = unknown>(
  part: Part,
  change: (entries: Parts[Part], values: Values, parts: Parts) => Partial<Parts[Part]>,
): (parts: Parts, values: Values) => Parts {
  return (parts, values) => ({ ...parts, [part]: { ...parts[part], ...change(parts[part], values, parts) } });
}
