/**
 * As `Promise.all`, but no task goes on after it: the first error is thrown when all tasks have ended.
 * @throws what the first that failed threw
 */
export async function allSettled<T extends readonly unknown[] | []>(
  tasks: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
