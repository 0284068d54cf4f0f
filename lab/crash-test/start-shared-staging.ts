import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import {
  type StagingProcess,
  startStagingProcess,
} from '../../helpers/staging-process/start-staging-process.ts';

/** A local staging in a process of its own, whose database anybody can look into. */
export interface SharedStaging extends StagingProcess {
  /** What a run against it reads. */
  envFile: string;
  /** E-mails of all its users, by its database. */
  users(): string[];
  /** How many users it has made so far, by its log. */
  made(): number;
}

const makes = /^POST \/auth\/(register|e2e\/test-auth)$/;

/**
 * @param directory - for its files
 * @throws Error with one sentence when it is not up in time
 */
export async function startSharedStaging(directory: string): Promise<SharedStaging> {
  const [envFile, database, log] = ['staging.env', 'staging.db', 'staging.log'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  const staging = await startStagingProcess(['--write-env', envFile, '--database', database, '--log', log]);
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
    close: () => staging.close(),
  };
}
