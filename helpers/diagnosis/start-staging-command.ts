import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';

/** A local staging in a process of its own. */
export interface StartedStaging {
  /** The file that hands it over. */
  envFile: string;
  /** Where the ledger of its users may be: it goes with them. */
  ledgerDirectory: string;
  close(): Promise<void>;
}

const deadlineMs = 30_000;
/** A staging may be so faulty that it does not end. */
const graceMs = 3_000;

/**
 * Starts `npm run staging` with flags.
 * @throws Error with what it said when it is not up in time
 */
export async function startStagingCommand(...flags: string[]): Promise<StartedStaging> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-staging-'));
  const envFile = join(directory, 'staging.env');
  // Its standard input ends with this process, however that ends, and it with it.
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'local-staging/main.ts', '--write-env', envFile, ...flags],
    { cwd: projectRoot, env: childEnvironment({}), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(cut);
    rmSync(directory, { recursive: true, force: true });
  };
  let late: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const notUp = (reason: string) => (): void => {
        reject(new Error(`[STAGING_NOT_UP] The local staging is not up: ${reason}. ${said.trim()}`.trim()));
      };
      child.stdout.once('data', () => {
        resolve();
      });
      child.once('close', notUp('its process ended'));
      late = setTimeout(notUp(`nothing was heard for ${String(deadlineMs)} ms`), deadlineMs);
    });
  } catch (error) {
    await close();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return { envFile, ledgerDirectory: join(directory, 'ledger'), close };
}
