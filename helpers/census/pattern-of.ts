/** A pattern of the command line, read as Playwright reads it. */
export function patternOf(text: string): RegExp {
  const [, pattern, flags = ''] = /^\/(.*)\/([gi]*)$/.exec(text) ?? [];
  // Without `g`, which would make a pattern remember where it was.
  return pattern === undefined ? new RegExp(text, 'i') : new RegExp(pattern, flags.replaceAll('g', ''));
}
