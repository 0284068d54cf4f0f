/** So many requests of a sweep are under way at once. */
const atOnce = 8;

/** Does one thing with each of many, several at once; the first failure ends it. */
export async function sweepAll<T>(all: Iterable<T>, sweep: (one: T) => Promise<void>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await sweep(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
