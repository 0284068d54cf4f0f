import type { Parts } from '../composition/parts.ts';
import type { Defect } from './variant.ts';

/** A defect of the product. */
export function defect<Name extends string = never>(
  breaks: string,
  sentence: string,
  replace: (parts: Parts, values: Readonly<Record<Name, number>>) => Parts,
  parameters = {} as Readonly<Record<Name, { default: number; meaning: string }>>,
): Defect {
  return {
    kind: 'defect',
    breaks,
    sentence,
    parameters,
    // A start gives each parameter a value.
    change: ({ parts, wiring }, values) => ({
      parts: replace(parts, values as Readonly<Record<Name, number>>),
      wiring,
    }),
  };
}
