/** The file of a test, by its id. */
export const fileOf = (id: string): string => id.split(' › ', 1)[0] ?? '';
