import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runDirectory } from '../../config/run-directory.ts';
import { makePrivateDirectory, replaceFile } from '../shared-file.ts';

/** What all processes of a run know of a target that is no staging. It is never taken back. */
export interface ProductionMark {
  /** Which service said what; undefined where no process has seen it. Costs one look at a file. */
  read(): string | undefined;
  /** Where it is kept; undefined for a process that runs alone. */
  directory: string | undefined;
  write(sentence: string): void;
}

/** @param directory - where the processes of the run meet; undefined for a process that runs alone */
export function createProductionMark(directory: string | undefined): ProductionMark {
  const path = directory === undefined ? undefined : join(directory, 'production-seen');
  let seen: string | undefined;
  return {
    directory,
    read: () => {
      if (seen === undefined && path !== undefined && statSync(path, { throwIfNoEntry: false }))
        seen = readFileSync(path, 'utf8');
      return seen;
    },
    write: (sentence) => {
      seen ??= sentence;
      if (directory === undefined || path === undefined) return;
      makePrivateDirectory(directory);
      replaceFile(path, sentence);
    },
  };
}

/** What a process of this run has seen that shows that its target is no staging. */
export const productionSeen = (): string | undefined => createProductionMark(runDirectory()).read();
