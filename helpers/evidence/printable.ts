/** Characters of an error or another text in a report: more is not read, and a target may answer with megabytes. */
export const longestText = 20_000;

/** A text of at most about `most` characters, which says how much was cut out of its middle. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 4);
  const head = text.slice(0, most - tail);
  const short = `${head}\n[${text.length - most} of ${text.length} characters cut]\n${text.slice(-tail)}`;
  // A copy: a slice would keep the whole text alive.
  return Buffer.from(short).toString();
}

/**
 * Colours as matchers use them, which stay; and control characters, but tab and line feed, with those that turn the
 * direction of the text around them.
 */
const special =
  // eslint-disable-next-line no-control-regex -- these are the characters that are looked for
  /(\u001b\[(?:(?:[0-27]|2[27]|3\d|4[0-79]|9[0-7])(?:;(?=\d)|(?=m)))*m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** What the logs of GitHub, Azure and TeamCity take for a command, at the start of a line or anywhere. */
const command =
  // eslint-disable-next-line no-control-regex -- colours between, which may be taken out later
  /^(?:[^\S\n]|\u001b\[[\d;]*m)*:(?=(?:\u001b\[[\d;]*m)*:)|#(?:\u001b\[[\d;]*m)*#(?=(?:\u001b\[[\d;]*m)*(?:\[|vso|teamcity))/gm;

const shown = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text that may come from the target, for terminals, logs and pages: control characters are shown, not obeyed, and
 * nothing in it is a command to the CI.
 */
export function printable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(special, (found, colour?: string) => colour ?? shown(found))
    .replaceAll(command, '$&\u200b');
}
