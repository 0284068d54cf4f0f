import type { Composition } from '../composition/composition.ts';
import type { Liberty } from './variant.ts';

/** Changes a start. `taken` is called each time that the change could be seen. */
export type Change<Values = unknown> = (
  composition: Composition,
  taken: () => void,
  values: Values,
) => Composition;

interface LibertyOptions<Name extends string> {
  parameters?: Readonly<Record<Name, { default: number; meaning: string }>>;
  isOuter?: boolean;
}

/** Something that the contract leaves open, and that is otherwise than usual. */
export function liberty<Name extends string = never>(
  sentence: string,
  change: Change<Readonly<Record<Name, number>>>,
  { parameters, isOuter = false }: LibertyOptions<Name> = {},
): Liberty {
  return {
    kind: 'liberty',
    sentence,
    isOuter,
    parameters: parameters ?? {},
    // A start gives each parameter a value.
    change: (composition, values, taken) =>
      change(composition, taken, values as Readonly<Record<Name, number>>),
  };
}

/** Several changes of a start, one after the other. */
export function all<Values>(...changes: Change<Values>[]): Change<Values> {
  return (composition, taken, values) =>
    changes.reduce((changed, change) => change(changed, taken, values), composition);
}
