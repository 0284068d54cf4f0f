import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import type { Defect } from './defect.ts';

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
