import { type RemovalMeans, removeUser } from '../remove-user.ts';
import { bypassUserId } from '../test-identity.ts';
import { sweepAll } from './sweep-all.ts';

/** What came of looking for people by their e-mails alone. */
export interface FoundIdentities {
  /** E-mails of those who were there, and were removed with proof. */
  removed: string[];
  /** Why somebody may still be there, in sentences. */
  problems: string[];
}

/** Removes whoever has one of these e-mails, made by the bypass, where the key for it is at hand, or registered. */
export async function sweepIdentities(
  emails: Iterable<string>,
  means: RemovalMeans,
): Promise<FoundIdentities> {
  const found: FoundIdentities = { removed: [], problems: [] };
  await sweepAll(emails, async (email) => {
    try {
      const outcomes = [
        ...(means.bypassKey
          ? [await removeUser({ way: 'bypass', email, id: bypassUserId(email), fate: 'planned' }, means)]
          : []),
        await removeUser({ way: 'provisioned', email, id: undefined, fate: 'planned' }, means),
      ];
      if (outcomes.includes('removed')) found.removed.push(email);
    } catch (error) {
      found.problems.push(`${email}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return found;
}
