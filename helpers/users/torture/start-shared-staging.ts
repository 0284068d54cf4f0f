import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { childEnvironment } from '../../../config/child-environment.ts';
import { projectRoot } from '../../../config/project-root.ts';

/** A local staging in a process of its own, whose database anybody can look into. */
export interface SharedStaging {
  /** What a run against it reads. */
  envFile: string;
  /** E-mails of all its users, by its database. */
  users(): string[];
  /** How many users it has made so far, by its log. */
  made(): number;
  close(): Promise<void>;
}

const deadlineMs = 30_000;
const makes = /^POST \/auth\/(register|e2e\/test-auth)$/;

/**
 * @param directory - for its files
 * @throws Error with one sentence when it is not up in time
 */
export async function startSharedStaging(directory: string): Promise<SharedStaging> {
  const [envFile, database, log] = ['staging.env', 'staging.db', 'staging.log'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  // Its standard input ends with this process, however that ends, and it with it.
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', 'local-staging/main.ts'],
      ...['--write-env', envFile, '--database', database, '--log', log],
    ],
    { cwd: projectRoot, env: childEnvironment({}), stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', resolve));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await new Promise((resolve, reject) => {
      const notUp = (reason: string) => (): void => {
        reject(new Error(`[STAGING_NOT_UP] The shared staging is not up: ${reason}.`));
      };
      child.stdout.once('data', resolve);
      child.once('exit', notUp('its process ended'));
      setTimeout(notUp(`nothing was heard for ${String(deadlineMs)} ms`), deadlineMs).unref();
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    envFile,
    users: () => {
      const connection = new Libsql(database, { readonly: true });
      try {
        const rows = connection.prepare<[unknown[]]>('SELECT email FROM users ORDER BY email').all([]);
        return (rows as { email: string }[]).map(({ email }) => email);
      } finally {
        connection.close();
      }
    },
    made: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { call: string; status: number })
        .filter(({ call, status }) => makes.test(call) && status === 200).length,
    close,
  };
}
