/** A defect that local staging can be started with (docs/variants.md). */
export interface Defect {
  name: string;
  /** The promise of docs/contract.md that it breaks. */
  breaks: string;
}
