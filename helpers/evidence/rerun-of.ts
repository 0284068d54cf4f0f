const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const quoted = (text: string): string =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** What Playwright knows a test by. */
export interface RerunTest {
  project: string;
  /** From the directory of the tests. */
  file: string;
  line: number;
  /** Its describes, then its own title. */
  titles: readonly string[];
  tags: readonly string[];
}

/**
 * The command that runs one test again, for a shell. The line is needed where two titles are put together alike, the
 * title those of one line. Between slashes Playwright reads a pattern with its case, and behind each title its tags.
 */
export function rerunOf({ project, file, line, titles, tags }: RerunTest): string {
  const behind = tags.length > 0 ? String.raw`( @\S+)*` : '';
  const path = titles
    .filter(Boolean)
    .map((title) => escaped(title).replaceAll(/[^\S ]/g, String.raw`\s`) + behind);
  const place = `${escaped(file).replaceAll(String.raw`\.`, '.')}:${line}`;
  const chosen = [...(project === '' ? [] : [`--project=${project}`]), place].map(quoted);
  return `npm run e2e -- ${chosen.join(' ')} -g ${quoted(`/ ${path.join(' ')}$/`)}`;
}
