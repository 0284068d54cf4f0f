import type { ListedUser } from './listed-users.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** What every database reads as it is, between quotes that are doubled. */
const isPlain = (text: string): boolean => /^[\x20-\x5b\x5d-\x7e]{1,320}$/.test(text);

const statement = (column: string, values: readonly string[]): string[] =>
  values.length === 0
    ? []
    : [
        `DELETE FROM users WHERE ${column} IN (`,
        values.map((value) => `  ${quoted(value)}`).join(',\n'),
        `) AND email LIKE 'test-%@staging.netrasystems.ai';`,
      ];

/**
 * What the operators of a target that lacks `user-deletion` can run: abandoned users only, by id where it is known. Table and
 * columns are those of the contract's words; theirs may have other names.
 */
export function usersSql(users: readonly ListedUser[], target: string): string {
  const abandoned = users.filter(({ isAbandoned }) => isAbandoned);
  const plain = abandoned.filter(({ id, email }) => isPlain(id ?? email));
  const odd = abandoned.filter((user) => !plain.includes(user));
  const ids = plain.flatMap(({ id }) => id ?? []);
  const emails = plain.flatMap(({ id, email }) => (id === undefined ? email : []));
  return [
    `-- ${abandoned.length} abandoned test users at ${target}. Names of table and columns may differ.`,
    ...odd.map(({ id, email }) => `-- not quoted here, remove it by hand: ${JSON.stringify(id ?? email)}`),
    ...statement('id', ids),
    ...statement('email', emails),
  ].join('\n');
}
