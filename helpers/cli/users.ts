import { rmSync } from 'node:fs';
import { loadEnvironment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { resolveTarget } from '../../config/target.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { listedUsers } from '../users/command/listed-users.ts';
import { readUsersCommand, type UsersCommand } from '../users/command/read-users-command.ts';
import { sweepUsers } from '../users/command/sweep-users.ts';
import { usersSql } from '../users/command/users-sql.ts';
import { usersText } from '../users/command/users-text.ts';
import { verifyUsers } from '../users/command/verify-users.ts';
import { sweepAccess } from '../users/sweep/sweep-means.ts';

const print = (text: string): void => void process.stdout.write(runRedactor().redact(text));
const printError = (text: string): void => void process.stderr.write(runRedactor().redact(`${text}\n`));
const complain = (sentences: readonly string[]): number => {
  for (const sentence of sentences) printError(sentence);
  return sentences.length === 0 ? 0 : 1;
};

/** The exit code: 1 where a user is, or may be, left that must not be. */
async function run(command: UsersCommand): Promise<number> {
  const environment = loadEnvironment();
  if (environment.STAGING_TARGET === 'local' && environment.STAGING_AUTH_URL === undefined) {
    const text =
      'The users of an embedded staging end with it. Name another target: STAGING_TARGET=remote, or STAGING_ENV_FILE with a file that says so.';
    if (command.kind !== 'list') throw new Error(text);
    print(`${text}\n`);
    return 0;
  }
  const target = resolveTarget(environment);
  const access = sweepAccess(target);
  if (command.kind === 'list') {
    const { users, problems } = await listedUsers(target, access.auth);
    const shown = {
      text: () => usersText(users),
      json: () => `${JSON.stringify(users, undefined, 2)}\n`,
      sql: () => usersSql(users, target.authUrl),
    };
    print(shown[command.format]());
    return complain(problems);
  }
  if (command.kind === 'sweep') {
    const { lines, problems } = await sweepUsers(command, environment, target, access);
    print(`${lines.join('\n')}\n`);
    return complain(problems);
  }
  const { asked, problems } = await verifyUsers(environment, target, access);
  print(`${asked} users that are gone by the ledger were asked for; ${problems.length} findings.\n`);
  return complain(problems);
}

try {
  process.exitCode = await run(readUsersCommand(process.argv.slice(2)));
} catch (error) {
  printError(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
} finally {
  rmSync(runDirectory(), { recursive: true, force: true });
}
