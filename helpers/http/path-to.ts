/** A path or query whose values are encoded, as an id is any text (contract C10): pathTo`/api/threads/${id}/messages`. */
export function pathTo(texts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: texts }, ...values.map(encodeURIComponent));
}
