/**
 * As `Promise.all`, but nothing goes on behind the back of who waits: the first error is thrown when all have come to an end.
 * @throws what the first that failed threw
 */
export async function allSettled<T extends readonly unknown[] | []>(
  tasks: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
