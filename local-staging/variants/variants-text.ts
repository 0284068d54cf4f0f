import { flagName } from '../../command-line/flag-name.ts';
import { families } from './families.ts';
import { parametersText } from './parameters-text.ts';

/** Every variant, for a script: its family, what it breaks where it is a defect, and its parameters with their defaults. */
export const listedVariants = () =>
  Object.entries(families).flatMap(([family, variants]) =>
    Object.entries(variants).map(([name, variant]) => ({
      ...{ name, family, kind: variant.kind, sentence: variant.sentence },
      ...(variant.kind === 'defect' && { breaks: variant.breaks }),
      parameters: Object.fromEntries(
        Object.entries(variant.parameters).map(([parameter, { default: value }]) => [
          flagName(parameter),
          value,
        ]),
      ),
    })),
  );

/** What `npm run staging -- --list-variants` prints: a line per variant, by family. */
export function variantsText(): string {
  const all = Object.values(families).flatMap((variants) => Object.entries(variants));
  const width = Math.max(...all.map(([name]) => name.length));
  return Object.entries(families)
    .flatMap(([family, variants]) => [
      `${family}:`,
      ...Object.entries(variants).map(([name, variant]) => {
        const kind = (variant.kind === 'defect' ? `defect  ${variant.breaks}` : variant.kind).padEnd(11);
        return `  ${name.padEnd(width)}  ${kind}  ${[variant.sentence, ...parametersText(variant.parameters)].join(' ')}`;
      }),
      '',
    ])
    .join('\n');
}
