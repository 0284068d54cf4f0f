/** The tier of a test, by the path of its file from the project's root: the folder of `tests/` that it lies in, or harness. */
export const tierOf = (file: string): string =>
  file.startsWith('lab/tests/') ? 'harness' : (/^tests\/([^/]+)\//.exec(file)?.[1] ?? '');
