/** The tier of a test, by the path of its file from the project's root: the folder of `tests/` that it lies in. */
export const tierOf = (file: string): string => /^tests\/([^/]+)\//.exec(file)?.[1] ?? '';
