import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';

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
    ['--import', 'tsx', 'local-staging/main.ts', '--list-variants', '--json'],
    { cwd: projectRoot, env: childEnvironment({}) },
  );
  const variants = JSON.parse(stdout) as { name: string; breaks?: string }[];
  return variants.flatMap(({ name, breaks }) => (breaks === undefined ? [] : [{ name, breaks }]));
}
