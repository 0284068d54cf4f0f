import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';

/** A staging for every variant and a healthy one, all in one process. */
export interface Fleet {
  /** The file that hands over the staging with a defect, or the healthy one. */
  envFileOf(defect: string | undefined): string;
  close(): Promise<void>;
}

const deadlineMs = 60_000;
/** A staging may be so defective that it does not end. */
const graceMs = 5_000;

/**
 * Starts `npm run staging -- --every-variant`.
 * @throws Error with one sentence when it is not up in time
 */
export async function startFleet(): Promise<Fleet> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-fleet-'));
  // Its standard input ends with this process, however that ends, and it with it.
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'local-staging/main.ts', '--every-variant', directory],
    { cwd: projectRoot, env: childEnvironment({}), stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', resolve));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(cut);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await new Promise((resolve, reject) => {
      const notUp = (reason: string) => (): void => {
        reject(new Error(`[FLEET_NOT_UP] The stagings with defects are not up: ${reason}.`));
      };
      child.stdout.once('data', resolve);
      child.once('exit', notUp('their process ended'));
      setTimeout(notUp(`nothing was heard for ${String(deadlineMs)} ms`), deadlineMs).unref();
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { envFileOf: (defect = 'healthy') => join(directory, `${defect}.env`), close };
}
