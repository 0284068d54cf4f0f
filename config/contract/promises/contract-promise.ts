/** One promise of the services under test. Titles of tests name it at their end: `… is refused [N1]`. */
export interface ContractPromise {
  /** What exactly is promised, in Markdown. */
  text: string;
  /** The same in one sentence, without terms of the wire. */
  plain: string;
  /** Why no release goes out while it is broken; left out where one may. */
  critical?: string;
}

/** Promises that belong together, by id: a letter and a number that nothing else has. */
export type Chapter = Readonly<Record<string, ContractPromise>>;
