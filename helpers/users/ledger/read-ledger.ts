import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerError } from './ledger-error.ts';
import {
  lease,
  ledgerLine,
  type LedgerLine,
  type LedgerPart,
  type LedgerUser,
  noteLine,
} from './ledger-line.ts';

const fileName = /^(\d{10}-[a-z0-9]{6})-\d+-[\da-f]{8}\.ndjson$/;

/** A line, or why it is none. */
function read(text: string): LedgerLine | string {
  try {
    const json: unknown = JSON.parse(text);
    const result = ledgerLine.safeParse(json);
    if (result.success) return result.data;
    const { version } = json as { version?: unknown };
    return version === undefined || version === 1
      ? 'is no line of a ledger'
      : `says version ${JSON.stringify(version)}, and this harness reads version 1: use the one that wrote it`;
  } catch (error) {
    if (error instanceof SyntaxError) return 'is no JSON';
    throw error;
  }
}

/** The text of a file that is no link, nor anything that would be waited for. */
function textOf(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** What is in a file, or why it cannot be read, and its last change; undefined where a sweep has just removed it. */
function readFile(path: string): { text: string; changedAtMs: number; problems: string[] } | undefined {
  try {
    const changedAtMs = lstatSync(path).mtimeMs;
    try {
      return { text: textOf(path), changedAtMs, problems: [] };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || code === 'ENOENT') throw error;
      const problem = `${path} cannot be read (${code}). Make it readable: it says who was left behind.`;
      return { text: '', changedAtMs, problems: [problem] };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Why a line does not tell whose a file is; undefined where it does. */
function misplaced(
  owner: Extract<LedgerLine, { kind: 'owner' }>,
  index: number,
  run: string,
): string | undefined {
  if (index > 0) return 'is of an owner, and not the first line';
  return owner.run === run
    ? undefined
    : `is of an owner of run ${owner.run}, and the name of the file says run ${run}`;
}

function readPart(path: string, run: string): LedgerPart[] {
  const file = readFile(path);
  if (!file) return [];
  const { text, changedAtMs, problems } = file;
  const texts = text.split('\n');
  const lines = texts.map((line) => (line === '' ? undefined : read(line)));
  const users = new Map<string, LedgerUser>();
  const part: LedgerPart = {
    path,
    run,
    owner: undefined,
    leaseUntilMs: changedAtMs + lease.lastsMs,
    users: [],
    problems,
    isTorn: !text.endsWith('\n'),
  };
  for (const [index, line] of lines.entries()) {
    if (line === undefined) continue;
    if (typeof line === 'string') {
      const next = lines[index + 1];
      // Who dies while it plans has not asked for the user: a line is whole before the request is sent.
      const wasTorn =
        index === lines.length - 1 ? part.isTorn : typeof next === 'object' && next.kind === 'sweep';
      if (!wasTorn) part.problems.push(`${path}:${String(index + 1)} ${line}`);
    } else if (line.kind === 'owner') {
      const problem = misplaced(line, index, run);
      if (problem === undefined) part.owner = line;
      else part.problems.push(`${path}:${String(index + 1)} ${problem}`);
    } else if (line.kind === 'lease') part.leaseUntilMs = Date.parse(line.until);
    else if (line.kind !== 'sweep') noteLine(users, line);
  }
  if (!part.owner && part.problems.length === 0 && users.size > 0)
    part.problems.push(`${path} does not say whose it is`);
  return [{ ...part, users: [...users.values()] }];
}

/**
 * All that the files of a ledger say; nothing where there is no such directory.
 * @param run - of this run only
 * @throws LedgerError when the directory cannot be read
 */
export function readLedger(directory: string, run?: string): LedgerPart[] {
  try {
    return readdirSync(directory)
      .toSorted()
      .flatMap((name) => {
        const [, of] = fileName.exec(name) ?? [];
        return of === undefined || (run !== undefined && of !== run)
          ? []
          : readPart(join(directory, name), of);
      });
  } catch (error) {
    const { code, message, path = directory } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === undefined) throw error;
    throw new LedgerError(
      'LEDGER_UNREADABLE',
      `${path}: ${message}. Make it readable: it says who was left behind.`,
      {
        cause: error,
      },
    );
  }
}
