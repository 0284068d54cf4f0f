import { z } from 'zod';
import { processOwner } from '../../../config/process-owner.ts';
import { bypassUserId } from './test-identity.ts';

/** How long the owner of a file counts as alive where its process cannot be seen, and how often it writes that. */
export const lease = { lastsMs: 15 * 60_000, renewedEveryMs: 5 * 60_000 } as const;

/** The version of the lines that this harness writes. Version 1 had no `deleting`, `kept` and `there`, and no `clock` of a lease. */
export const ledgerVersion = 2;
/** A file of any other version is left alone. */
export const readableVersions = [1, ledgerVersion] as const;

const at = z.iso.datetime();
/** `bypass`: the staging bypass made it, or may have; `provisioned`: it registered. */
const way = z.enum(['bypass', 'provisioned']);
const user = { at, way, email: z.string() };

/** One line of a ledger file. The first is its owner; a person can read all of them. */
export const ledgerLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('owner'),
    version: z.literal(readableVersions),
    at,
    run: z.string(),
    /** Base URL of the auth service. */
    target: z.string(),
    /** Equal for passwords that derive from the same STAGING_USER_KEY; the key cannot be read from it. */
    userKeyCheck: z.string(),
    owner: processOwner,
  }),
  /**
   * Until then the owner counts as alive where its process cannot be seen; the last lease counts. `clock` is `target` where
   * `until` is a time of the target's clock. Without it, as before the first answer, it is a time of the owner's own clock.
   */
  z.object({
    kind: z.literal('lease'),
    at,
    until: z.iso.datetime(),
    clock: z.literal('target').optional(),
  }),
  /** On disk before the request that makes the user. */
  z.object({ kind: z.literal('planned'), ...user }),
  z.object({ kind: z.literal('made'), ...user, id: z.string() }),
  /** Written before a deletion is sent: it explains later why the user is gone. */
  z.object({ kind: z.literal('deleting'), ...user }),
  /** That deletion was answered, and not with 204. */
  z.object({ kind: z.literal('kept'), ...user }),
  /** That deletion was answered with 204. */
  z.object({ kind: z.literal('removed'), ...user }),
  /** The target accepted a call of the user after its deletion was answered: it is still there. */
  z.object({ kind: z.literal('there'), ...user }),
  /** The user was shown to be gone. */
  z.object({ kind: z.literal('absent'), ...user }),
  /** Another process writes from here on, as the owner has ended. */
  z.object({ kind: z.literal('sweep'), at, by: processOwner }),
]);

export type LedgerLine = z.infer<typeof ledgerLine>;
export type UserLine = Extract<LedgerLine, { email: string }>;

/** What the ledger knows of one user. */
export interface LedgerUser {
  way: UserLine['way'];
  email: string;
  /** Undefined until the target has answered with it. */
  id: string | undefined;
  /** When the last request that makes it was planned. */
  plannedAt: string;
  /** `planned`: it may be there; `made`: the target made it, or showed it; `removed`: it answered a deletion with 204; `absent`: shown to be gone. */
  fate: 'planned' | 'made' | 'removed' | 'absent';
  /** How many deletions have no answer, as far as the ledger says: one of them may have removed the user. */
  openDeletions: number;
  /** How many requests that make it have no answer, as far as the ledger says: each may make it later. */
  unanswered: number;
  /** Whether the target ever said that it made the user. */
  wasMade: boolean;
}

/** What one file of the ledger says: the users of one process. */
export interface LedgerPart {
  path: string;
  /** The run that wrote it, by its name, or else by its first line; undefined where neither says it. */
  run: string | undefined;
  /** Undefined where the file does not show it: its users are not removed by what the file says. */
  owner: Extract<LedgerLine, { kind: 'owner' }> | undefined;
  /** When the owner's lease ends, in milliseconds since the epoch, by the target's clock or by the owner's own. */
  lease: { untilMs: number; isByTarget: boolean };
  users: LedgerUser[];
  /** Why users may be missing here, in sentences. */
  problems: string[];
}

/** Tells users apart as the target does: of the bypass by local part, of registered ones by e-mail, without case. */
export function keyOfUser({ way, email }: Pick<UserLine, 'way' | 'email'>): string {
  return way === 'bypass' ? bypassUserId(email) : email.toLowerCase();
}

/** What a new plan leaves of what was known: a user who was made stays so, one who was removed may be there again. */
const fateWhenPlanned = { planned: 'planned', made: 'made', removed: 'planned', absent: 'planned' } as const;

/** Lets one line of a file change what is known of its users. */
export function noteLine(users: Map<string, LedgerUser>, line: UserLine): void {
  const { way, email, at } = line;
  const key = keyOfUser(line);
  const known: LedgerUser = users.get(key) ?? {
    way,
    email,
    id: way === 'bypass' ? bypassUserId(email) : undefined,
    plannedAt: at,
    fate: 'planned',
    openDeletions: 0,
    unanswered: 0,
    wasMade: false,
  };
  const changed = {
    planned: () => ({
      plannedAt: at,
      fate: fateWhenPlanned[known.fate],
      unanswered: known.unanswered + 1,
      ...(known.fate !== 'made' && { openDeletions: 0 }),
    }),
    made: () => ({
      fate: 'made' as const,
      wasMade: true,
      ...(known.fate !== 'made' && { openDeletions: 0 }),
      unanswered: Math.max(0, known.unanswered - 1),
      ...('id' in line && { id: line.id }),
    }),
    deleting: () => ({ openDeletions: known.openDeletions + 1 }),
    kept: () => ({ openDeletions: Math.max(0, known.openDeletions - 1) }),
    removed: () => ({ fate: 'removed' as const, openDeletions: 0 }),
    there: () => ({ fate: 'made' as const, openDeletions: 0 }),
    absent: () => ({ fate: 'absent' as const, openDeletions: 0, unanswered: 0 }),
  }[line.kind]();
  users.set(key, { ...known, ...changed });
}

/** How many users a run made, how many of them are shown to be gone, and the others: by id where it is known, else by e-mail. */
export function usersOfRun(parts: readonly LedgerPart[]): { made: number; removed: number; left: string[] } {
  const users = parts.flatMap((part) => part.users);
  return {
    made: users.filter(({ wasMade }) => wasMade).length,
    removed: users.filter(({ wasMade, fate }) => wasMade && fate === 'absent').length,
    left: users.flatMap(({ fate, id, email }) => (fate === 'absent' ? [] : [id ?? email])),
  };
}
