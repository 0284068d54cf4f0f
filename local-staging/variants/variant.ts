import type { Parts } from '../parts.ts';

/** Something that a start may make wrong on purpose: of the product (`defect`) or of its deployment (`fault`). */
export interface Variant {
  kind: 'defect' | 'fault';
  /** The promise of docs/contract.md whose tests ought to notice. */
  breaks: string;
  /** What the service does wrong, in the present tense. */
  sentence: string;
  /** Whole numbers that a start may set; the unit is in the name. */
  parameters: Readonly<Record<string, VariantParameter>>;
  /** Gets the parts so far and returns those to use. */
  replace: (parts: Parts, values: Readonly<Record<string, number>>) => Parts;
}

export interface VariantParameter {
  default: number;
  meaning: string;
}
