import { families } from './families.ts';
import { parametersText } from './parameters-text.ts';

/** What `npm run staging -- --list-variants` prints: a line per variant, by family. */
export function variantsText(): string {
  const all = Object.values(families).flatMap((variants) => Object.entries(variants));
  const width = Math.max(...all.map(([name]) => name.length));
  return Object.entries(families)
    .flatMap(([family, variants]) => [
      `${family}:`,
      ...Object.entries(variants).map(([name, variant]) => {
        const kind = variant.kind === 'defect' ? `defect  ${variant.breaks.padEnd(3)}` : 'fault      ';
        return `  ${name.padEnd(width)}  ${kind}  ${[variant.sentence, ...parametersText(variant.parameters)].join(' ')}`;
      }),
      '',
    ])
    .join('\n');
}
