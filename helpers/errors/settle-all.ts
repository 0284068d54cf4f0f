/**
 * Waits for all clean-ups, also when some fail.
 * @throws the one error, or an AggregateError of all
 */
export async function settleAll(what: string, tasks: readonly Promise<unknown>[]): Promise<void> {
  const errors = (await Promise.allSettled(tasks)).flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1)
    throw new AggregateError(
      errors,
      `${errors.length} failures in: ${what}. ${errors.map(String).join(' | ')}`,
    );
}
