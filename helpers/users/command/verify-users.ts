import type { Environment } from '../../../config/environment.ts';
import type { Target } from '../../../config/target.ts';
import { removeUser } from '../remove-user.ts';
import { judgeLedger, planSweep } from '../sweep/plan-sweep.ts';
import { sweepAll } from '../sweep/sweep-ledger.ts';
import { type SweepAccess, sweepMeans } from '../sweep/sweep-means.ts';

/**
 * Asks the target whether those users are gone that the ledger shows as gone. For a user of the bypass there is no call that
 * only looks: it is removed again, which must be answered with 404. Users that may be there are named without asking.
 * @returns what is not as it should be, in sentences, and how many users were asked for
 */
export async function verifyUsers(
  environment: Environment,
  target: Target,
  access: SweepAccess,
): Promise<{ asked: number; problems: string[] }> {
  const ledger = await judgeLedger(target, access.auth);
  const open = ledger.parts.flatMap(({ part, state: { isAbandoned, because } }) =>
    part.users
      .filter(({ fate }) => fate !== 'absent')
      .map(
        ({ email }) =>
          `${email} may be there: ${because}. ${isAbandoned ? 'npm run users -- sweep removes it.' : 'The process that made it removes it.'}`,
      ),
  );
  const known = [...ledger.problems, ...ledger.others, ...open];
  const isAnyGone = ledger.parts.some(
    ({ part, state }) => state.isAbandoned && part.users.some(({ fate }) => fate === 'absent'),
  );
  if (!isAnyGone) return { asked: 0, problems: known };
  const means = await sweepMeans(environment, target, access);
  const { users, problems } = planSweep(
    { ...ledger, problems: known },
    means,
    ({ fate }) => fate === 'absent',
  );
  await sweepAll(users, async ({ user }) => {
    try {
      const outcome = await removeUser(user, means);
      if (outcome === 'removed')
        problems.push(`${user.email} was gone by the ledger, and was still there. It is removed now.`);
    } catch (error) {
      problems.push(`${user.email}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return { asked: users.length, problems };
}
