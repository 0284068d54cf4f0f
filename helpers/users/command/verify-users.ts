import type { Environment } from '../../../config/environment.ts';
import type { Target } from '../../../config/target.ts';
import { abandonedParts } from '../sweep/abandoned-parts.ts';
import { removeUser } from '../remove-user.ts';
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
  const gone = abandonedParts(target).flatMap(({ users }) => users.filter(({ fate }) => fate === 'absent'));
  if (gone.length === 0) return { asked: 0, problems };
  const means = await sweepMeans(environment, target);
  await sweepAll(gone, async (user) => {
    const outcome = await removeUser(user, means);
    if (outcome === 'removed')
      problems.push(`${user.email} was called gone, and was there; it is removed now.`);
  });
  return { asked: gone.length, problems };
}
