import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LogEntry } from './wire-entry.ts';

const line = z.object({
  at: z.string(),
  service: z.string(),
  requestId: z.string(),
  call: z.string(),
  status: z.number(),
  durationMs: z.number(),
  notes: z.array(z.string()),
});

/** What a local staging wrote into its log about some exchanges; nothing where there is no log. */
export function readStagingLog(path: string | undefined, ids: ReadonlySet<string>): LogEntry[] {
  if (path === undefined || !existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text): LogEntry[] => {
      const [, id = ''] = /"requestId":"([^"]*)"/.exec(text) ?? [];
      return ids.has(id)
        ? [{ kind: 'log', side: 'target', user: null, ...line.parse(JSON.parse(text)) }]
        : [];
    });
}
