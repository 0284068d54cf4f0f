import { errorCatalogue, type ErrorMeaning } from '../../config/error-catalogue.ts';
import { type Owner, owners } from '../../config/owner.ts';

const introductions: Readonly<Record<Owner, string>> = {
  product: 'The target answered, but not as the contract promises: the team that writes the services acts.',
  operations: 'The target cannot be reached, or is cut off: the team that runs it acts.',
  harness: 'The tests, their settings, a command or this machine: the team that runs the tests acts.',
};

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

function section(owner: Owner): string[] {
  const rows = Object.entries<ErrorMeaning>(errorCatalogue[owner]);
  return [
    `## ${owner}`,
    '',
    introductions[owner],
    '',
    '| code | what it means | what to do |',
    '| --- | --- | --- |',
    ...rows
      .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
      .map(
        ([code, { means, action }]) =>
          `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${cell(means)} | ${cell(action)} |`,
      ),
    '',
  ];
}

/** The text of docs/errors.md, from the catalogue of errors. */
export function errorsPage(): string {
  return [
    '# Errors',
    '',
    'Generated from `config/error-catalogue.ts` by `npm run fix`; `npm run check` fails when it is stale.',
    '',
    'An error begins with its code: `[TARGET_TIMEOUT] GET /health: the auth service gave no answer within 10000 ms.` The sentence',
    'says what happened this time. This page says what the code means, which owner acts, and what to do first.',
    '`config/owners.json` names the team and the channel of each owner.',
    '',
    'Each failed test has one owner, as the annotation `owner` in the HTML report, a property in JUnit, and in `record.json`.',
    'The first of these that applies decides:',
    '',
    '1. A test that says nothing about the target, such as a test of the harness, is the harness’s.',
    '2. `MACHINE_LIMIT` anywhere among its errors: this machine failed, so nothing is known about the target.',
    '3. The first cause that the diagnosis of the run found ([causes.md](causes.md)).',
    '4. The first error that is more than a time-out: by its code, else product where it is an assertion (`expect`), else harness.',
    '5. Only a time-out, a worker that died, or no error at all: harness. A call to the target has a deadline of its own, and',
    '   would have named the target.',
    '',
    ...owners.flatMap(section),
  ].join('\n');
}
