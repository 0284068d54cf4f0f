import type { Environment } from '../../../config/environment.ts';
import type { Target } from '../../../config/target.ts';
import type { LedgerUser } from '../ledger/ledger-line.ts';
import { removeUser } from '../remove-user.ts';
import { abandonedParts } from '../sweep/abandoned-parts.ts';
import { foreignUser } from '../sweep/foreign-user.ts';
import { obstacleOfPart } from '../sweep/obstacle-of-part.ts';
import { requireUserDeletion } from '../sweep/require-user-deletion.ts';
import { sweepAll } from '../sweep/sweep-all.ts';
import { sweepMeans } from '../sweep/sweep-means.ts';
import { listedUsers } from './listed-users.ts';

/**
 * Asks the target whether those are gone whom the ledger calls gone. There is no call that only looks: it removes them again,
 * and finds nobody. Those whom it does not call gone are told without asking.
 * @returns what is not as it should be, in sentences, and how many were asked for
 */
export async function verifyUsers(
  environment: Environment,
  target: Target,
): Promise<{ asked: number; problems: string[] }> {
  const listed = listedUsers(target);
  const problems = [
    ...listed.problems,
    ...listed.users.map(
      ({ email, isAbandoned, because }) =>
        `${email} may be there: ${because}. ${isAbandoned ? 'npm run users -- sweep removes it.' : 'Its owner removes it.'}`,
    ),
  ];
  const parts = abandonedParts(target).flatMap((part) => {
    const gone = part.users.filter(({ fate }) => fate === 'absent');
    return gone.length === 0 ? [] : { part, gone };
  });
  if (parts.length === 0) return { asked: 0, problems };
  requireUserDeletion(target);
  const means = await sweepMeans(environment, target);
  const asked: LedgerUser[] = [];
  for (const { part, gone } of parts) {
    const foreign = gone.map((user) => foreignUser(part, user));
    const hindered = obstacleOfPart(part, gone, means.userKey);
    problems.push(...(hindered === undefined ? foreign.filter((text) => text !== undefined) : [hindered]));
    if (hindered === undefined) asked.push(...gone.filter((_, index) => foreign[index] === undefined));
  }
  await sweepAll(asked, async (user) => {
    try {
      const outcome = await removeUser(user, means);
      if (outcome === 'removed')
        problems.push(`${user.email} was called gone, and was there; it is removed now.`);
    } catch (error) {
      problems.push(`${user.email}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return { asked: asked.length, problems };
}
