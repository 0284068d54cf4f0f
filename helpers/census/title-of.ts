/** Describes and title of a test, by its id. */
export const titleOf = (id: string): string => id.slice(id.indexOf(' › ') + ' › '.length);
