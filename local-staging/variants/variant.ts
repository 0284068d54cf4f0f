import type { Composition } from '../composition/composition.ts';

/** What a start sets of a variant. */
export type VariantValues = Readonly<Record<string, number | string>>;

/** Something that a start may make wrong on purpose. */
interface Wrong {
  /** What is wrong, in the present tense. */
  sentence: string;
  /** What a start may set; the unit of a number is in its name. */
  parameters: Readonly<Record<string, VariantParameter>>;
  /** Gets what a start is composed of so far and returns what to use. */
  change: (composition: Composition, values: VariantValues) => Composition;
}

/** Of the product; it breaks a promise of docs/contract.md, whose tests ought to notice. */
export interface Defect extends Wrong {
  kind: 'defect';
  breaks: string;
}

/** Of the deployment: a cause of refusals, by whose id it is named. */
export interface Fault extends Wrong {
  kind: 'fault';
}

export type Variant = Defect | Fault;

/** A whole number, or one of some words. */
export type VariantParameter =
  { default: number; meaning: string } | { default: string; oneOf: readonly string[]; meaning: string };
