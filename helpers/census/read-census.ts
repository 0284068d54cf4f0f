import { readFileSync } from 'node:fs';
import { tally } from '../record/tally.ts';
import { censusManifest, type DeclaredTest } from './census-manifest.ts';
import { keyOf } from './key-of.ts';

/** What a manifest declares, or why it declares nothing, in a few words. */
export type ReadCensus = { tests: DeclaredTest[] } | { problem: string };

/** Reads the manifest of a census. It throws nothing, as Playwright drops what a reporter throws. */
export function readCensus(path: string): ReadCensus {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'is not JSON' };
    return { problem: `cannot be read (${String((error as NodeJS.ErrnoException).code)})` };
  }
  const { success, data, error } = censusManifest.safeParse(json);
  if (!success) {
    const [issue] = error.issues;
    return {
      problem: `is no census of version 1 (${String(issue?.path.join('.'))}: ${String(issue?.message)})`,
    };
  }
  const times = tally(data.tests.map(keyOf));
  const [twice] = [...times].filter(([, count]) => count > 1);
  return twice ? { problem: `declares a test twice (${twice[0]})` } : { tests: data.tests };
}
