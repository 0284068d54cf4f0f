/** A test's id, which stays the same until it is renamed or moved: file › describes › title. */
export function testId(file: string, titles: readonly string[]): string {
  // Playwright leaves describes without a title out, too.
  return [file, ...titles.filter(Boolean)].join(' › ');
}
