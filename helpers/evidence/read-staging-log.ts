import { existsSync, readFileSync } from 'node:fs';
import { logLine } from './log-line.ts';
import type { LogEntry } from './wire-entry.ts';

/** What a local staging wrote into its log about some exchanges; nothing where there is no log. */
export function readStagingLog(path: string | undefined, ids: ReadonlySet<string>): LogEntry[] {
  if (path === undefined || !existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text): LogEntry[] => {
      const [, id = ''] = /"requestId":"([^"]*)"/.exec(text) ?? [];
      return ids.has(id)
        ? [{ kind: 'log', side: 'target', user: null, ...logLine.parse(JSON.parse(text)) }]
        : [];
    });
}
