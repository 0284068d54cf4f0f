import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RequestBudget } from '../http/request-budget.ts';
import { appendLine, makePrivateDirectory } from '../shared-file.ts';
import { diagnosisRecord } from './run-diagnosis.ts';
import { targetLook } from './target-look.ts';

/** One thing that a process of the run did or saw. */
const journalEntry = z.discriminatedUnion('kind', [
  /** A request or a handshake went out to the target, for a test unless a worker's fixture or the runner asked. */
  z.object({ kind: z.literal('request'), test: z.string().optional() }),
  /** The target answered 429, and the run rested. */
  z.object({ kind: z.literal('throttled'), test: z.string().optional() }),
  /** So many abandoned users were removed. */
  z.object({ kind: z.literal('users-swept'), count: z.int().positive() }),
  /** What both services said of themselves when the run began, or when it ended. */
  z.object({ kind: z.literal('look'), when: z.enum(['start', 'end']), look: targetLook }),
  /** The target said that it is production: the sentence says where and how. The run is void, and nothing more is sent. */
  z.object({ kind: z.literal('production-seen'), sentence: z.string() }),
  /** A diagnosis of the run came to its end. */
  diagnosisRecord.extend({ kind: z.literal('diagnosis') }),
  /** A failed test, by Playwright's id, that it belongs to. */
  z.object({ kind: z.literal('diagnosed'), test: z.string(), signature: z.string() }),
]);

export type JournalEntry = z.infer<typeof journalEntry>;

/** What the processes of a run did; it outlives a worker that dies. */
export interface RunJournal {
  write(entry: JournalEntry): void;
  /** The entries of all processes; a line that a dying process tore is left out. */
  read(): JournalEntry[];
}

function parsed(line: string): JournalEntry[] {
  try {
    return [journalEntry.parse(JSON.parse(line))];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** The journal in a directory where the processes of the run meet: one file per process, which only appends to it. */
export function createRunJournal(directory: string): RunJournal {
  const isOurs = (name: string): boolean => name.startsWith('journal-');
  const path = join(directory, `journal-${process.pid}.ndjson`);
  return {
    write: (entry) => {
      makePrivateDirectory(directory);
      appendLine(path, JSON.stringify(entry));
    },
    read: () =>
      (existsSync(directory) ? readdirSync(directory) : [])
        .filter(isOurs)
        .flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'))
        .flatMap(parsed),
  };
}

/** The entries of one kind, in their order. */
export const entriesOf = <Kind extends JournalEntry['kind']>(
  journal: readonly JournalEntry[],
  kind: Kind,
): Extract<JournalEntry, { kind: Kind }>[] =>
  journal.filter((entry): entry is Extract<JournalEntry, { kind: Kind }> => entry.kind === kind);

/**
 * A budget whose every request is in the journal of the run.
 * @param test - Playwright's id of the test that asks; undefined for anything else
 */
export function journaledBudget(budget: RequestBudget, journal: RunJournal, test?: string): RequestBudget {
  return {
    take: async () => {
      await budget.take();
      journal.write({ kind: 'request', test });
    },
    rest: (ms) => {
      budget.rest(ms);
      journal.write({ kind: 'throttled', test });
    },
  };
}
