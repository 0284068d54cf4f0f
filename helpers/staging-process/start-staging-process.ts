import { spawn } from 'node:child_process';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { HarnessError } from '../errors/harness-error.ts';

/** A local staging in a process of its own. */
export interface StagingProcess {
  /** Ends it, whatever it does, and waits until it is gone. */
  close(): Promise<void>;
}

/** A staging may be so faulty that it does not end. */
const graceMs = 5_000;

/**
 * Starts `npm run staging` with flags and waits until it is up. It ends with this process, however that ends. What it
 * complains of comes out on the standard error of this one.
 * @throws Error with one sentence when it is not up in time
 */
export async function startStagingProcess(
  flags: readonly string[],
  { deadlineMs = 30_000 } = {},
): Promise<StagingProcess> {
  // Its standard input ends with this process, and it with that.
  const child = spawn(process.execPath, ['--import', 'tsx', 'local-staging/main.ts', ...flags], {
    cwd: projectRoot,
    env: childEnvironment({}),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', resolve));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(cut);
  };
  let late: NodeJS.Timeout | undefined;
  try {
    await new Promise((resolve, reject) => {
      const notUp = (reason: string) => (): void => {
        reject(new HarnessError('STAGING_NOT_UP', `The local staging is not up: ${reason}.`));
      };
      child.stdout.once('data', resolve);
      child.once('exit', notUp('its process ended'));
      late = setTimeout(notUp(`nothing was heard for ${deadlineMs} ms`), deadlineMs);
    });
  } catch (error) {
    await close();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return { close };
}
