import type { ListedUser } from './listed-users.ts';

/** A line for each user, for people. */
export function usersText(users: readonly ListedUser[]): string {
  const lines = users.map(
    ({ run = 'unknown', way, email, fate, plannedAt, isAbandoned, because }) =>
      `${plannedAt}  run ${run}  ${way.padEnd(11)}  ${fate.padEnd(7)}  ${email}  ${isAbandoned ? 'abandoned' : 'not abandoned'}: ${because}`,
  );
  const abandoned = users.filter(({ isAbandoned }) => isAbandoned).length;
  return [...lines, `${users.length} users may be at the target, ${abandoned} of them abandoned.`].join('\n');
}
