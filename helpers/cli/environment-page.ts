import { variables } from '../../config/variables.ts';

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

function row(name: string, schema: (typeof variables.shape)[keyof typeof variables.shape]): string {
  const { description = '', secret = false } = schema.meta() as { description?: string; secret?: boolean };
  const standard = schema.safeParse(undefined).data;
  const shown = Array.isArray(standard) || standard === undefined ? '' : `\`${String(standard)}\``;
  return `| \`${name}\` | ${secret ? 'yes' : ''} | ${shown} | ${cell(description)} |`;
}

/** The text of ENVIRONMENT.md, from the schema of the variables. */
export function environmentPage(): string {
  return [
    '# Environment',
    '',
    'Generated from `config/variables.ts` by `npm run fix`; `npm run check` fails when it is stale.',
    '',
    'Layers, each over the one before: `config/staging.env` (committed, no secret), `config/staging.local.env` (ignored by',
    'git), the file that `STAGING_ENV_FILE` names, the environment of the process. `npm run config` prints what holds, and',
    'where each value comes from. In the files, a name that is not in this table is an error.',
    '',
    '| name | secret | default | what it is |',
    '| --- | --- | --- | --- |',
    ...Object.entries(variables.shape).map(([name, schema]) => row(name, schema)),
    '',
    'With the local target the embedded staging hands over its own URLs and keys. A setting of a remote target is an error then,',
    'unless it stands in or under a layer that says `STAGING_TARGET=remote`, over which another says `local`.',
    '',
  ].join('\n');
}
