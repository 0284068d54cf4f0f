import { z } from 'zod';

/** The version of the lines below. A file of another one is left alone. */
const version = 1;

const at = z.iso.datetime();
/** `bypass`: the staging bypass made it, or may have; `provisioned`: it registered. */
const way = z.enum(['bypass', 'provisioned']);
const user = { at, way, email: z.string() };

/** Which process of which machine writes a file. */
const owner = z.object({
  host: z.string(),
  /** Where its pid means something: boot and pid namespace; empty where the system does not tell. */
  space: z.string(),
  pid: z.int().positive(),
  /** When it started, as its system tells: tells it from another process that got the same pid later. */
  startedAt: z.string(),
});

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
    owner,
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
  z.object({ kind: z.literal('sweep'), at, by: owner }),
]);

export type LedgerLine = z.infer<typeof ledgerLine>;
export type LedgerOwner = z.infer<typeof owner>;
export type UserLine = Extract<LedgerLine, { email: string }>;
