import { loadEnvironment } from '../../config/environment.ts';
import { resolveTarget } from '../../config/target.ts';
import { listedUsers } from '../users/command/listed-users.ts';
import { readUsersCommand, type UsersCommand, usersCommand } from '../users/command/read-users-command.ts';
import { sweepUsers } from '../users/command/sweep-users.ts';
import { usersSql } from '../users/command/users-sql.ts';
import { usersText } from '../users/command/users-text.ts';
import { verifyUsers } from '../users/command/verify-users.ts';
import { sweepAccess } from '../users/sweep/sweep-means.ts';
import { print, printError, printJson, runRedacted } from './run-redacted.ts';

const complain = (sentences: readonly string[]): number => {
  printError(...sentences);
  return sentences.length === 0 ? 0 : 1;
};

/** The exit code: 1 where a user is, or may be, left that must not be. */
async function run(command: UsersCommand): Promise<number> {
  const environment = loadEnvironment();
  if (environment.STAGING_TARGET === 'local' && environment.STAGING_AUTH_URL === undefined) {
    const text =
      'The users of an embedded staging end with it. Name another target: STAGING_TARGET=remote, or STAGING_ENV_FILE with a file that says so.';
    if (command.kind !== 'list') throw new Error(text);
    if (command.format === 'json') printJson([]);
    else print(text);
    return 0;
  }
  const target = resolveTarget(environment);
  const access = sweepAccess(target);
  if (command.kind === 'list') {
    const { users, problems } = await listedUsers(target, access.auth);
    if (command.format === 'json') printJson(users);
    else print(command.format === 'sql' ? usersSql(users, target.authUrl) : usersText(users));
    return complain(problems);
  }
  if (command.kind === 'sweep') {
    const { lines, problems, ...counts } = await sweepUsers(command, environment, target, access);
    if (command.json) printJson({ dryRun: command.dryRun, ...counts, problems });
    else print(...lines);
    return complain(problems);
  }
  const { asked, problems } = await verifyUsers(environment, target, access);
  if (command.json) printJson({ asked, problems });
  else print(`${asked} users that are gone by the ledger were asked for; ${problems.length} findings.`);
  return complain(problems);
}

await runRedacted(usersCommand, (words) => run(readUsersCommand(words)));
