import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import { type Owner, owners } from './owner.ts';
import { projectRoot } from './project-root.ts';

const file = 'config/owners.json';

const line = z
  .string({ error: 'It must be a text.' })
  .max(50, 'It has more than 50 characters.')
  .regex(
    /^[^\s\p{C}]([^\p{C}]*[^\s\p{C}])?$/u,
    'It must be one line that does not begin or end with a blank.',
  );

const contact = z.strictObject(
  {
    /** As a person names it, e.g. `payments team`. */
    team: line,
    /** Where it is reached, e.g. `#payments`. */
    channel: line,
    /** Of its issues, e.g. `owner: product`. */
    label: line.refine((text) => !text.includes(','), 'A label has no comma.'),
  },
  { error: 'It must be an object with team, channel and label.' },
);

const contacts = z.strictObject(
  { product: contact, operations: contact, harness: contact } satisfies Record<Owner, typeof contact>,
  { error: `It must be an object with ${owners.join(', ')}.` },
);

/** Which team each owner is, and how it is reached. */
export type OwnerContacts = Readonly<z.infer<typeof contacts>>;

/**
 * Reads the teams of the owners.
 * @throws ConfigurationError that names every wrong field
 */
export function readOwnerContacts(path: string): OwnerContacts {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    const text = `The file ${reason}. It names a team, a channel and a label for ${owners.join(', ')}.`;
    throw new ConfigurationError([{ name: 'owners', source: file, text }]);
  }
  const result = contacts.safeParse(json);
  if (result.success) return Object.freeze(result.data);
  const problems = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], text: 'No such field is read. Remove it.' }))
      : [{ path: issue.path, text: issue.message }],
  );
  throw new ConfigurationError(
    problems.map(({ path: field, text }) => ({ name: field.join('.') || 'owners', source: file, text })),
  );
}

let read: OwnerContacts | undefined;

/** The teams of `config/owners.json`, read once. @throws as {@link readOwnerContacts} */
export const ownerContacts = (): OwnerContacts => (read ??= readOwnerContacts(`${projectRoot}${file}`));

/** An owner as a red names it: `operations — operations team, #operations`. */
export function ownerText(owner: Owner): string {
  const { team, channel } = ownerContacts()[owner];
  return `${owner} — ${team}, ${channel}`;
}

/** The owner that a text of {@link ownerText} begins with. */
export const ownerIn = (text: string): Owner | undefined =>
  owners.find((owner) => text.startsWith(`${owner} — `));
