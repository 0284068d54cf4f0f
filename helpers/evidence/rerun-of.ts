const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The command that runs one test again, for a shell. */
export function rerunOf(file: string, title: string): string {
  return `npm run e2e -- ${file} -g '${escaped(title).replaceAll("'", '.')}'`;
}
