/** Longer than this no test can wait. */
const longestMs = 20_000;

/** How long a 429 with `Retry-After` asks to wait, in milliseconds; undefined for any other answer and for too long. */
export function putOffMs({ status, headers }: { status: number; headers: Headers }): number | undefined {
  const seconds = headers.get('Retry-After') ?? '';
  if (status !== 429 || !/^\d+$/.test(seconds)) return undefined;
  const ms = Number(seconds) * 1000;
  return ms <= longestMs ? ms : undefined;
}
