import type { Composition } from '../composition/composition.ts';
import type { Fault, VariantParameter } from './variant.ts';

type Parameters = Readonly<Record<string, VariantParameter>>;
/** What a start gives each parameter. */
type ValuesOf<Of extends Parameters> = {
  readonly [Name in keyof Of]: Of[Name] extends { oneOf: readonly (infer Word)[] } ? Word : number;
};

/** A fault of the deployment, named by the id of its cause. */
export function fault<const Of extends Parameters = Readonly<Record<string, never>>>(
  sentence: string,
  change: (composition: Composition, values: ValuesOf<Of>) => Composition,
  parameters = {} as Of,
): Fault {
  return {
    kind: 'fault',
    sentence,
    parameters,
    // A start gives each parameter a value.
    change: (composition, values) => change(composition, values as ValuesOf<Of>),
  };
}
