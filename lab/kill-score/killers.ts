import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { projectRoot } from '../../config/project-root.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import type { KillScore } from './kill-score.ts';

const path = 'tests/killers.json';
const schema = z.record(z.string(), z.string().includes(' › '));

/** What killed each defect last time, as `file › title`: the first that is tried. Committed, so that a new clone is fast, too. */
export const killers = {
  /** @throws Error with one sentence when the file is no list of killers */
  read(): ReadonlyMap<string, string> {
    try {
      return new Map(Object.entries(schema.parse(JSON.parse(readFileSync(`${projectRoot}${path}`, 'utf8')))));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = error instanceof z.ZodError ? 'a killer is not "file › title"' : (code ?? message);
      throw new HarnessError(
        'KILLERS_UNREADABLE',
        `${path}: ${reason}. Write {} into it: npm run kill-score finds them anew.`,
        { cause: error },
      );
    }
  },

  write({ defects }: KillScore): void {
    const known = defects.flatMap(({ name, killedBy }) => (killedBy === null ? [] : [[name, killedBy]]));
    writeFileSync(`${projectRoot}${path}`, `${JSON.stringify(Object.fromEntries(known), undefined, 2)}\n`);
  },
};
