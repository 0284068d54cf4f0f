import { families } from './families.ts';
import { parametersText } from './parameters-text.ts';

/** What `npm run staging -- --list-variants` prints: a line per variant, by family. */
export function variantsText(): string {
  const all = Object.values(families).flatMap((variants) => Object.entries(variants));
  const width = Math.max(...all.map(([name]) => name.length));
  return Object.entries(families)
    .flatMap(([family, variants]) => [
      `${family}:`,
      ...Object.entries(variants).map(
        ([name, { kind, breaks, sentence, parameters }]) =>
          `  ${name.padEnd(width)}  ${kind}  ${breaks.padEnd(3)}  ${[sentence, ...parametersText(parameters)].join(' ')}`,
      ),
      '',
    ])
    .join('\n');
}
