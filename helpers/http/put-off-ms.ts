/** How long a 429 asks to wait, by `Retry-After` in seconds or as a date, in milliseconds; undefined for any other answer. */
export function putOffMs({ status, headers }: { status: number; headers: Headers }): number | undefined {
  const text = headers.get('Retry-After')?.trim();
  if (status !== 429 || !text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
