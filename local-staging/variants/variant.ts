import type { Composition } from '../composition/composition.ts';

/** What a start sets of a variant. */
export type VariantValues = Readonly<Record<string, number | string>>;

/** Something that a start may do otherwise on purpose. */
interface Otherwise {
  /** What is otherwise, in the present tense. */
  sentence: string;
  /** What a start may set; the unit of a number is in its name. */
  parameters: Readonly<Record<string, VariantParameter>>;
  /** Gets what a start is composed of so far and returns what to use. A liberty says each time that it is taken. */
  change: (composition: Composition, values: VariantValues, taken: () => void) => Composition;
}

/** Of the product; it breaks a promise of docs/contract.md, whose tests ought to notice. */
export interface Defect extends Otherwise {
  kind: 'defect';
  breaks: string;
}

/** Of the deployment: a cause of refusals, by whose id it is named. */
export interface Fault extends Otherwise {
  kind: 'fault';
}

/** Legal: it breaks no promise, and differs in what the contract leaves open. Every test must stay green. */
export interface Liberty extends Otherwise {
  kind: 'liberty';
  /** Whether it changes how something is written, and so lies around those that change what is said. */
  isOuter: boolean;
}

export type Variant = Defect | Fault | Liberty;

/** A whole number, or one of some words. */
export type VariantParameter =
  { default: number; meaning: string } | { default: string; oneOf: readonly string[]; meaning: string };
