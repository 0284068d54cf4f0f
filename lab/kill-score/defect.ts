import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { lotOf } from '../lot-of.ts';

/** A defect that local staging can be started with (docs/variants.md). */
export interface Defect {
  name: string;
  /** The promise of docs/contract.md that it breaks. */
  breaks: string;
}

/** Every defect, from the list of `npm run staging -- --list-variants`. */
export async function listDefects(): Promise<Defect[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'local-staging/main.ts', '--list-variants'],
    { cwd: projectRoot, env: childEnvironment({}) },
  );
  return Array.from(stdout.matchAll(/^ *(\S+) +defect +([A-Z]\d+) /gm), ([, name = '', breaks = '']) => ({
    name,
    breaks,
  }));
}

/** Some of the defects, always the same for a seed, e.g. a commit: over many commits each has its turn. */
export function drawDefects(defects: readonly Defect[], seed: string, count: number): Defect[] {
  return defects.toSorted((a, b) => lotOf(seed, a.name) - lotOf(seed, b.name)).slice(0, count);
}
