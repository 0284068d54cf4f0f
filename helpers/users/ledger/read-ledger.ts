import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { coded } from '../../../config/coded-error.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import type { Target } from '../../../config/target.ts';
import { LedgerError } from './ledger-error.ts';
import {
  lease,
  ledgerLine,
  type LedgerLine,
  type LedgerPart,
  type LedgerUser,
  noteLine,
  readableVersions,
} from './ledger-line.ts';
import { stateOfPart } from './owner.ts';

const fileName = /^(\d{10}-[a-z0-9]{6})-\d+-[\da-f]{8}\.ndjson$/;

/** A line, or why it is none, as a clause without its subject. */
function readLine(text: string): LedgerLine | string {
  try {
    const json: unknown = JSON.parse(text);
    const result = ledgerLine.safeParse(json);
    if (result.success) return result.data;
    const { version } = (json ?? {}) as { version?: unknown };
    return version === undefined || readableVersions.some((one) => one === version)
      ? 'is not a line of a ledger'
      : `has version ${JSON.stringify(version)}; this harness reads the versions ${readableVersions.join(' and ')}, so use the harness that wrote it`;
  } catch (error) {
    if (error instanceof SyntaxError) return 'is not JSON';
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
function readFile(path: string): { text: string; changedAtMs: number; unreadable?: string } | undefined {
  try {
    const changedAtMs = lstatSync(path).mtimeMs;
    try {
      return { text: textOf(path), changedAtMs };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || code === 'ENOENT') throw error;
      return { text: '', changedAtMs, unreadable: `the file cannot be read (${code})` };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

interface Damage {
  /** Numbered from 1. */
  line: number;
  what: string;
}

interface Contents extends Pick<LedgerPart, 'owner' | 'lease' | 'users'> {
  damages: Damage[];
  /** Whether its last line has no end. */
  isCut: boolean;
}

function readContents(text: string, changedAtMs: number): Contents {
  const users = new Map<string, LedgerUser>();
  const contents: Contents = {
    owner: undefined,
    lease: { untilMs: changedAtMs + lease.lastsMs, isByTarget: false },
    users: [],
    damages: [],
    isCut: text !== '' && !text.endsWith('\n'),
  };
  for (const [index, one] of text.split('\n').entries()) {
    if (one === '') continue;
    const line = readLine(one);
    const damaged = (what: string): unknown => contents.damages.push({ line: index + 1, what });
    if (typeof line === 'string') damaged(line);
    else if (line.kind === 'owner') {
      if (index === 0) contents.owner = line;
      else damaged('names a process, which only the first line may');
    } else if (line.kind === 'lease')
      contents.lease = { untilMs: Date.parse(line.until), isByTarget: line.clock === 'target' };
    else if (line.kind !== 'sweep') noteLine(users, line);
  }
  return { ...contents, users: [...users.values()] };
}

const mostDamages = 3;
const damageText = (damages: readonly Damage[]): string => {
  const more = damages.length - mostDamages;
  const shown = damages.slice(0, mostDamages).map(({ line, what }) => `line ${line} ${what}`);
  return [...shown, ...(more > 0 ? [`${more} more lines are damaged`] : [])].join(', ');
};

/** What is wrong with a file, as clauses. */
function wrongsOf(
  { owner, users, damages, isCut, ...part }: Contents,
  nameSays: string | undefined,
  text: string,
): string[] {
  if (text === '') return ['the file is empty'];
  // A line may be half written while its process writes it.
  const isBeingWritten = isCut && stateOfPart({ owner, ...part }, thisProcess()).isLive;
  const last = text.split('\n').length;
  const lasting = damages.filter(({ line }) => !isBeingWritten || line !== last);
  return [
    ...(isCut && !isBeingWritten ? ['the file ends within a line'] : []),
    ...(lasting.length > 0 ? [damageText(lasting)] : []),
    ...(owner || damages.some(({ line }) => line === 1)
      ? []
      : ['the first line does not name the process that wrote it']),
    ...(owner && nameSays !== undefined && owner.run !== nameSays
      ? [`the name of the file says run ${nameSays}, and its first line says run ${owner.run}`]
      : []),
    // Its process writes the owner together with the first user.
    ...(owner && users.length === 0 && !isBeingWritten ? ['the file names no user'] : []),
  ];
}

function damagedSentence(path: string, run: string | undefined, wrongs: readonly string[]): string {
  const who = run === undefined ? 'It does not show which run wrote it.' : `Run ${run} wrote it.`;
  const what =
    run === undefined
      ? 'Find out which run that was, look for its users with npm run users -- sweep --run RUN'
      : `Look for them with npm run users -- sweep --run ${run}`;
  return coded(
    'LEDGER_DAMAGED',
    `${path}: ${wrongs.join(', ')}. ${who} Users that it made may be missing in the ledger. ${what}, then remove the file.`,
  );
}

/** A file whose name is not that of a ledger file: its users are shown, and not removed by what it says. */
function readMisnamed(path: string, contents: Contents): LedgerPart[] {
  const { owner, users } = contents;
  // Desktops and file servers leave such files in any directory.
  if (basename(path).startsWith('.') && !owner && users.length === 0) return [];
  const run = owner?.run;
  const wrong = 'the name is not that of a ledger file, <run>-<process>-<8 hex digits>.ndjson';
  const problem = owner
    ? coded(
        'LEDGER_DAMAGED',
        `${path}: ${wrong}. Run ${owner.run} wrote it. Give it back its name, then npm run users -- sweep removes its users.`,
      )
    : damagedSentence(path, run, [wrong]);
  return [{ path, run, owner: undefined, lease: contents.lease, users, problems: [problem] }];
}

function readPart(path: string): LedgerPart[] {
  const file = readFile(path);
  if (!file) return [];
  const contents = readContents(file.text, file.changedAtMs);
  const [, run] = fileName.exec(basename(path)) ?? [];
  if (run === undefined) return readMisnamed(path, contents);
  const { owner, lease: until, users } = contents;
  const wrongs = file.unreadable === undefined ? wrongsOf(contents, run, file.text) : [file.unreadable];
  return [
    {
      path,
      run,
      owner: owner?.run === run ? owner : undefined,
      lease: until,
      users,
      problems: wrongs.length === 0 ? [] : [damagedSentence(path, run, wrongs)],
    },
  ];
}

/**
 * All that the files of a ledger say; nothing where there is no such directory. Every entry of the directory counts: one that
 * is no ledger file, or a damaged one, is a part with a problem.
 * @param run - of this run only
 * @throws LedgerError when the directory cannot be read
 */
export function readLedger(directory: string, run?: string): LedgerPart[] {
  try {
    return readdirSync(directory)
      .toSorted()
      .filter((name) => run === undefined || [undefined, run].includes(fileName.exec(name)?.[1]))
      .flatMap((name) => readPart(join(directory, name)))
      .filter((part) => run === undefined || part.run === run);
  } catch (error) {
    const { code, message, path = directory } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === undefined) throw error;
    throw new LedgerError(
      'LEDGER_UNREADABLE',
      `${path}: ${message}. Make it readable: it lists the users that are left at the target.`,
      { cause: error },
    );
  }
}

/** The files of a target's ledger, and in sentences how many users of other targets are in its directory. */
export function partsOfTarget({ ledgerDirectory, authUrl }: Pick<Target, 'ledgerDirectory' | 'authUrl'>): {
  parts: LedgerPart[];
  others: string[];
} {
  // One host may serve several targets.
  const own: LedgerPart[] = [];
  const counts = new Map<string, number>();
  for (const part of readLedger(ledgerDirectory)) {
    const { target = authUrl } = part.owner ?? {};
    const { length } = part.users.filter(({ fate }) => fate !== 'absent');
    if (target === authUrl) own.push(part);
    else if (length > 0) counts.set(target, (counts.get(target) ?? 0) + length);
  }
  const others = [...counts].map(
    ([target, count]) =>
      `${count} users of ${target} are in this directory, and not of ${authUrl}. Set STAGING_AUTH_URL to ${target} to remove them.`,
  );
  return { parts: own, others };
}
