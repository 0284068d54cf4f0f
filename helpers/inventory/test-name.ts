/** A test's id, which stays the same until it is renamed or moved: file › describes › title. */
export function testId(file: string, titles: readonly string[]): string {
  // Playwright leaves describes without a title out, too.
  return [file, ...titles.filter(Boolean)].join(' › ');
}

/** The tier of a test, by the path of its file from the project's root: the folder of `tests/` that it lies in, or harness. */
export const tierOf = (file: string): string =>
  file.startsWith('lab/tests/') ? 'harness' : (/^tests\/([^/]+)\//.exec(file)?.[1] ?? '');

/** The promises of docs/contract.md that a test's title ends with: `… is refused [N1 P2]`. */
export function promisesOf(title: string): string[] {
  const [, promises = ''] = /\[([A-Z]\d+(?: [A-Z]\d+)*)\]$/.exec(title) ?? [];
  return promises.split(' ').filter(Boolean);
}
