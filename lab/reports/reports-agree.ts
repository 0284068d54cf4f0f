import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ownerText } from '../../config/owner-contacts.ts';
import { readRunRecord, type RunRecord } from '../../helpers/record/run-record.ts';
import { contentsOf } from '../contents-of.ts';
import { readJunit } from './read-junit.ts';

/** What a run left: its reports, what it printed, and how it ended. */
export interface EndedRun {
  /** With `record.json`. */
  directory: string;
  /** stdout and stderr. */
  output: string;
  exitCode: number | null;
}

/** What one report says of a run; where it has no place for something, that is undefined. */
interface Told {
  isRed: boolean;
  /** Every text in which a reader looks for what makes the run red. */
  text: string;
  /** How many tests it calls failed. */
  failed?: number;
  /** Every text in which a reader looks for why a test did not run. */
  reasons?: string;
  /** Who acts, once for each annotation of a test. */
  owners?: string[];
}

/** Texts as they are compared: each report breaks and colours lines as it likes. */
const plain = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll('\u200b', '')
    .replaceAll(/\s+/g, ' ');
/** Of a text that was cut, what is before the cut. */
const uncut = (text: string): string => plain(text.replace(/\n\[\d+ of \d+ characters cut\]\n[^]*/, '')).trim();

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
const entries = (directory: string, end: string): string[] =>
  existsSync(directory)
    ? [...contentsOf(directory)].flatMap(({ place, text }) => (place.endsWith(end) ? [utf8(text)] : []))
    : [];

interface Annotated {
  annotations?: { type: string; description?: string }[];
}

const ownersIn = ({ annotations = [] }: Annotated): string[] =>
  annotations.flatMap(({ type, description }) => (type === 'owner' ? String(description) : []));

function toldByJunit(path: string): Told {
  const { counts, cases } = readJunit(readFileSync(path, 'utf8'));
  const failed = cases.filter(({ isFailed }) => isFailed);
  const isCounted =
    counts.tests === cases.length &&
    counts.failures + counts.errors === failed.length &&
    counts.skipped === cases.filter(({ isSkipped }) => isSkipped).length;
  if (!isCounted) throw new Error('its counts are not those of its cases');
  return {
    isRed: failed.length > 0,
    text: failed.map(({ reason }) => reason).join('\n'),
    failed: failed.filter(({ suite }) => suite !== 'run').length,
    reasons: cases.flatMap(({ isSkipped, reason }) => (isSkipped ? [reason] : [])).join('\n'),
    owners: cases.flatMap(({ owners }) => owners),
  };
}

function toldByJson(path: string): Told {
  const report = JSON.parse(readFileSync(path, 'utf8')) as {
    errors: { message?: string }[];
    stats: { unexpected: number };
  };
  const annotations: string[] = [];
  const owners: string[] = [];
  JSON.stringify(report, (_, value: (Annotated & { results?: unknown }) | null) => {
    for (const { description = '' } of value?.annotations ?? []) annotations.push(description);
    // A test has results; its attempts have annotations too.
    if (value?.results) owners.push(...ownersIn(value));
    return value;
  });
  return {
    isRed: report.errors.length > 0 || report.stats.unexpected > 0,
    text: report.errors.map(({ message = '' }) => message).join('\n'),
    failed: report.stats.unexpected,
    reasons: annotations.join('\n'),
    owners,
  };
}

function toldByHtml(directory: string): Told {
  const [embedded] = entries(directory, '!report.json');
  if (embedded === undefined) {
    const text = readFileSync(join(directory, 'index.html'), 'utf8');
    return { isRed: text.includes('<title>LEAK</title>'), text };
  }
  const report = JSON.parse(embedded) as {
    errors: string[];
    files: { tests: Annotated[] }[];
    stats: { unexpected: number };
  };
  const page = readFileSync(join(directory, 'index.html'), 'utf8');
  const errors = [...report.errors, ...[...page.matchAll(/<pre role="alert"[^>]*>([^<]*)/g)].map(([, text = '']) => text)];
  return {
    isRed: errors.length > 0 || report.stats.unexpected > 0,
    text: errors.join('\n'),
    failed: report.stats.unexpected,
    reasons: entries(directory, '.json').join('\n').replaceAll('\\"', '"').replaceAll('\\n', '\n'),
    owners: report.files.flatMap(({ tests }) => tests.flatMap(ownersIn)),
  };
}

function toldByBlob(directory: string): Told {
  const [lines] = entries(directory, '!report.jsonl');
  if (lines === undefined) {
    const text = readFileSync(join(directory, 'index.html'), 'utf8');
    return { isRed: text.includes('<title>LEAK</title>'), text };
  }
  const messages = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { method: string; params: Record<string, { message?: string; status?: string }> });
  const errors = messages.flatMap(({ method, params }) => (method === 'onError' ? [params['error']?.message ?? ''] : []));
  const status = messages.findLast(({ method }) => method === 'onEnd')?.params['result']?.status;
  return { isRed: status !== 'passed', text: errors.join('\n') };
}

/** Who tells what, of those that a run has. */
function told({ directory, output, exitCode }: EndedRun): [name: string, tell: () => Told][] {
  const readers: [string, (path: string) => Told][] = [
    ['junit.xml', toldByJunit],
    ['results.json', toldByJson],
    ['html', toldByHtml],
    ['blob', toldByBlob],
  ];
  return [
    ['the exit code', () => ({ isRed: exitCode !== 0, text: '' })],
    ['the terminal', () => ({ isRed: !plain(output).includes('RESULT passed'), text: output, reasons: output })],
    ...readers.flatMap(([name, read]): [string, () => Told][] => {
      const path = join(directory, name);
      return existsSync(path) ? [[name, () => read(path)]] : [];
    }),
  ];
}

function* differences(record: RunRecord, name: string, tell: () => Told): Generator<string> {
  let report: Told;
  try {
    report = tell();
  } catch (error) {
    yield `${name} cannot be read: ${String(error)}`;
    return;
  }
  const isRed = record.status !== 'passed';
  if (report.isRed !== isRed)
    yield `${name} says ${report.isRed ? 'red' : 'green'}, the record says ${record.status}`;
  const text = plain(report.text);
  // Each report lists the tests that failed, and none says a number; the exit code has no place for words.
  for (const { kind, sentence } of record.reds)
    if (kind !== 'test-failed' && name !== 'the exit code' && !text.includes(uncut(sentence)))
      yield `${name} does not say (${kind}): ${sentence}`;
  const failed = record.tests.filter(({ outcome, brokenRule }) => outcome === 'failed' && !brokenRule);
  if (report.failed !== undefined && report.failed !== failed.length)
    yield `${name} has ${report.failed} failed tests, the record has ${failed.length}`;
  const owners = record.tests.flatMap(({ owner }) => (owner === undefined ? [] : ownerText(owner)));
  if (report.owners && report.owners.toSorted().join() !== owners.toSorted().join())
    yield `${name} has the owners ${report.owners.join('; ')}, the record has ${owners.join('; ')}`;
  if (report.reasons === undefined) return;
  const reasons = plain(report.reasons);
  const notRun = record.tests.filter(({ outcome }) => outcome === 'not-run' || outcome === 'blocked');
  for (const reason of new Set(notRun.map(({ reason: why = '' }) => why.split('\n')[0] ?? '')))
    if (!reasons.includes(uncut(reason))) yield `${name} does not say why tests did not run: ${reason}`;
}

/** Everything in which the reports, the terminal and the exit code of a run do not say what its record says. */
export function* disagreements(run: EndedRun): Generator<string> {
  const path = join(run.directory, 'record.json');
  if (!existsSync(path)) {
    if (run.exitCode === 0) yield 'the run is green and left no record';
    return;
  }
  let record: RunRecord;
  try {
    record = readRunRecord(path);
  } catch (error) {
    yield String(error);
    return;
  }
  if (record.status === 'running') {
    if (run.exitCode !== null) yield `the record says running, the exit code is ${run.exitCode}`;
    return;
  }
  if ((record.status === 'interrupted') !== (run.exitCode === 130))
    yield `the record says ${record.status}, the exit code is ${String(run.exitCode)}`;
  for (const [name, tell] of told(run)) yield* differences(record, name, tell);
}
