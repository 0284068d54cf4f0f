/** What an error of a refused task says, in all that a terminal may show of it. */
export function refusalBy(task: () => unknown): string {
  try {
    task();
  } catch (error) {
    if (error instanceof Error) return `${error.message}\n${String(error.stack)}\n${String(error.cause)}`;
    throw error;
  }
  return 'nothing was refused';
}
