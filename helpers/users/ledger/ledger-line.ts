import { z } from 'zod';
import { processOwner } from '../../../config/process-owner.ts';
import { bypassUserId } from '../test-identity.ts';

/** How long the owner of a file counts as alive for those who cannot see its process, and how often it says so. */
export const lease = { lastsMs: 15 * 60_000, renewedEveryMs: 5 * 60_000 } as const;

/** The version of the lines below. A file of another one is left alone. */
const version = 1;

const at = z.iso.datetime();
/** `bypass`: the staging bypass made it, or may have; `provisioned`: it registered. */
const way = z.enum(['bypass', 'provisioned']);
const user = { at, way, email: z.string() };

/** One line of a ledger file. The first is its owner; a person can read all of them. */
export const ledgerLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('owner'),
    version: z.literal(version),
    at,
    run: z.string(),
    /** Base URL of the auth service. */
    target: z.string(),
    /** Tells whether passwords derive from the same STAGING_USER_KEY; it says nothing else of it. */
    userKeyCheck: z.string(),
    owner: processOwner,
  }),
  /** Until then the owner is alive for those who cannot see its process; the last one counts. */
  z.object({ kind: z.literal('lease'), at, until: z.iso.datetime() }),
  /** On disk before the request that makes the user. */
  z.object({ kind: z.literal('planned'), ...user }),
  z.object({ kind: z.literal('made'), ...user, id: z.string() }),
  /** The target said that it removed the user. */
  z.object({ kind: z.literal('removed'), ...user }),
  /** The target showed that the user is not there. */
  z.object({ kind: z.literal('absent'), ...user }),
  /** Another process goes on from here, as the owner is dead: a line that it tore may stand before this one. */
  z.object({ kind: z.literal('sweep'), at, by: processOwner }),
]);

export type LedgerLine = z.infer<typeof ledgerLine>;
export type UserLine = Extract<LedgerLine, { email: string }>;

/** What the ledger knows of one user. */
export interface LedgerUser {
  way: UserLine['way'];
  email: string;
  /** Undefined until the target has told it. */
  id: string | undefined;
  /** When the last request that makes it was planned. */
  plannedAt: string;
  /** `planned`: it may be there; `made`: it was; `removed`: the target said so; `absent`: and showed it. */
  fate: 'planned' | 'made' | 'removed' | 'absent';
  /** How many requests that make it have no answer, as far as the ledger says. */
  unanswered: number;
  /** Whether the target ever said that it made the user. */
  wasMade: boolean;
}

/** What one file of the ledger says: the users of one process. */
export interface LedgerPart {
  path: string;
  /** By the file's name. */
  run: string;
  /** Undefined where the first line cannot be read. */
  owner: Extract<LedgerLine, { kind: 'owner' }> | undefined;
  /** When the owner's lease ends, in milliseconds since the epoch. */
  leaseUntilMs: number;
  users: LedgerUser[];
  /** What cannot be read of it, in sentences: users may be missing. */
  problems: string[];
  /** Whether it ends within a line, which its owner has torn. */
  isTorn: boolean;
}

/** Tells users apart as the target does: of the bypass by local part, of registered ones by e-mail, without case. */
export function keyOfUser({ way, email }: Pick<UserLine, 'way' | 'email'>): string {
  return way === 'bypass' ? bypassUserId(email) : email.toLowerCase();
}

/** What a new plan leaves of what was known: who was made stays so, who was removed may be there again. */
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
    unanswered: 0,
    wasMade: false,
  };
  const changed = {
    planned: () => ({ plannedAt: at, fate: fateWhenPlanned[known.fate], unanswered: known.unanswered + 1 }),
    made: () => ({
      fate: 'made' as const,
      wasMade: true,
      unanswered: Math.max(0, known.unanswered - 1),
      ...('id' in line && { id: line.id }),
    }),
    removed: () => ({ fate: 'removed' as const }),
    absent: () => ({ fate: 'absent' as const, unanswered: 0 }),
  }[line.kind]();
  users.set(key, { ...known, ...changed });
}

/** How many users a run made, how many of them are gone, and who may be there: by id where it is known, else by e-mail. */
export function usersOfRun(parts: readonly LedgerPart[]): { made: number; removed: number; left: string[] } {
  const users = parts.flatMap((part) => part.users);
  return {
    made: users.filter(({ wasMade }) => wasMade).length,
    removed: users.filter(({ wasMade, fate }) => wasMade && fate === 'absent').length,
    left: users.flatMap(({ fate, id, email }) => (fate === 'absent' ? [] : [id ?? email])),
  };
}
