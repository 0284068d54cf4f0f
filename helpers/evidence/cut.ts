/** A text of at most about `most` characters, which says how much was cut out of its middle. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 4);
  const head = text.slice(0, most - tail);
  const short = `${head}\n[${String(text.length - most)} of ${String(text.length)} characters cut]\n${text.slice(-tail)}`;
  // A copy: a slice would keep the whole text alive.
  return Buffer.from(short).toString();
}
