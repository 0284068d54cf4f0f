import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalEntry, type JournalEntry } from './journal-entry.ts';

/** What the workers of a run did; it outlives a worker that dies. */
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

/**
 * The journal in a directory where the processes of the run meet: one file per process, which only appends to it.
 */
export function createRunJournal(directory: string): RunJournal {
  const isOurs = (name: string): boolean => name.startsWith('journal-');
  const path = join(directory, `journal-${String(process.pid)}.ndjson`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    write: (entry) => {
      appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
    read: () =>
      readdirSync(directory)
        .filter(isOurs)
        .flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'))
        .flatMap(parsed),
  };
}
