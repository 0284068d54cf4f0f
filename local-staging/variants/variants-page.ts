import type { Command } from '../../command-line/command.ts';
import { families } from './families.ts';
import { parametersText } from './parameters-text.ts';
import type { Variant } from './variant.ts';

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

const heads: Record<Variant['kind'], [string, string]> = {
  defect: ['| defect | breaks | what is wrong |', '| --- | --- | --- |'],
  fault: ['| fault | what is wrong |', '| --- | --- |'],
  liberty: ['| liberty | what is otherwise |', '| --- | --- |'],
};

/** A part of `npm run fix`. */
export const variantsPageCommand = {
  name: 'node config/start.mjs local-staging/variants/write-variants-page.ts',
  does: 'Writes docs/variants.md from local-staging/variants/. It is a part of npm run fix.',
  flags: { check: { meaning: 'write nothing, and say whether the page is stale' } },
  exitCodes: {
    0: 'the page is written, or good',
    1: 'the page is stale',
    2: 'a flag is wrong, or the page cannot be read',
  },
  examples: ['--check'],
} as const satisfies Command;

/** The text of docs/variants.md. */
export function variantsPage(): string {
  return [
    '# Variants',
    '',
    'Generated from `local-staging/variants/` by `npm run fix`; `npm run check` fails when it is stale.',
    '',
    'What the embedded local staging can be started with to be otherwise on purpose. A **defect** of the product breaks one promise',
    'of [contract.md](contract.md), whose tests ought to turn red. A **fault** of the deployment is a cause of refusals, by whose',
    'id it is named. A **liberty** is legal: it breaks no promise, differs in what the contract leaves open, and every test must',
    'stay green with it. Several of one start lie over each other in their order.',
    '',
    '```bash',
    'STAGING_VARIANTS=expired-tokens-accepted npm run e2e',
    'npm run staging -- --variant expired-tokens-accepted --variant event-late:delay-ms=200',
    '```',
    '',
    ...Object.entries(families).flatMap(([family, variants]) => [
      `## ${family.charAt(0).toUpperCase()}${family.slice(1)}`,
      '',
      ...heads[Object.values(variants)[0]?.kind ?? 'defect'],
      ...Object.entries(variants).map(([name, variant]) => {
        const breaks = variant.kind === 'defect' ? ` ${variant.breaks} |` : '';
        const wrong = [variant.sentence, ...parametersText(variant.parameters)].join(' ');
        return `| \`${name}\` |${breaks} ${cell(wrong)} |`;
      }),
      '',
    ]),
  ].join('\n');
}
