import { z } from 'zod';

const count = z.int().nonnegative();

/** How much of the test inventory a run is about. */
export const runScope = z.strictObject({
  /** Whether the run was about every test of the suite. If not, it is a SUBSET and says nothing about the whole. */
  whole: z.boolean(),
  /** What chose, as it was typed; a run of all projects is whole though it names what chose them. */
  chosenBy: z.array(z.string()),
  /** What was typed behind `--`, where Playwright reads nothing. */
  ignored: z.array(z.string()),
  /** How many tests the run began with, each counted once however often it is repeated. */
  collected: count,
  /** How many tests the inventory has, in the suite's projects and those that ran. */
  inventory: count,
});

export type RunScope = z.infer<typeof runScope>;

/** Whether less than the whole was chosen. A run may lack tests that nothing chose away: then the inventory's findings say so. */
export function isSubset({ whole, chosenBy }: RunScope): boolean {
  return !whole && chosenBy.length > 0;
}

/** How much a run is about and what chose it, as a part of a sentence. */
export function scopeText({ collected, inventory, chosenBy }: RunScope): string {
  const count = inventory > 0 ? `${collected} of ${inventory} tests` : `${collected} tests`;
  return chosenBy.length > 0 ? `${count}, chosen by "${chosenBy.join(' ')}"` : count;
}

/** What differs between the tests of a run and the test inventory. */
export const inventoryRecord = z.strictObject({
  /** The inventory, from the root of the tests; null where the configuration names none. */
  path: z.string().nullable(),
  /** Ids that are in the inventory and were not collected, though nothing chose. */
  missing: z.array(z.string()),
  /** Ids that were collected and are not in the inventory. */
  extra: z.array(z.string()),
  /** Of those two, ids that seem to be one test. */
  renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  /** What makes the run red, in sentences. */
  findings: z.array(z.string()),
});

/** What holding a run against the test inventory came to. */
export interface TakenInventory {
  scope: RunScope;
  inventory: z.infer<typeof inventoryRecord>;
}
