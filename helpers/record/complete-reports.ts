import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { FullResult, JSONReport } from '@playwright/test/reporter';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { html } from '../evidence/html.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { knownToPlaywright } from './reds.ts';
import type { Red, RunRecord } from './run-record.ts';

const xml = (text: string): string => html`${text}`.toString();
/** What no XML 1.0 may hold. */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;

/** The suite that says what makes the run red; a test that failed has a case of its own. */
function runSuite(reds: readonly Red[], at: string): string {
  const cases = reds.map(({ kind, sentence }, index) => {
    const text = stripVTControlCharacters(sentence).replaceAll(illegal, '');
    const [line = ''] = text.split('\n');
    const cdata = text.replaceAll(']]>', ']]]]><![CDATA[>');
    // Some readers keep one case of a name.
    const name = `${index + 1} ${kind}`;
    return `<testcase name="${name}" classname="run" time="0">\n<failure message="${xml(line)}" type="${kind}"><![CDATA[${cdata}]]></failure>\n</testcase>`;
  });
  const count = String(reds.length);
  return `<testsuite name="run" timestamp="${at}" hostname="" tests="${count}" failures="${count}" skipped="0" time="0" errors="0">\n${cases.join('\n')}\n</testsuite>`;
}

/** What stands in a text of Playwright's JUnit, CDATA as a whole, so that no text of a test is taken for markup. */
const parts =
  /<!\[CDATA\[[\s\S]*?\]\]>|<testsuites [^>]*>|<\/testsuites>|<testcase [^>]*>|<property name="(?:skip|not run)" value="([^"]*)">|<skipped>/g;

/** JUnit with a reason for each test that did not run, and a suite `run` that fails where the run is red. */
export function completeJunit(
  text: string,
  { reds, startedAt }: Pick<RunRecord, 'reds' | 'startedAt'>,
): string {
  const added = reds.filter(({ kind }) => kind !== 'test-failed');
  let reason = '';
  const more = (head: string, name: string): string =>
    head.replace(new RegExp(`(?<= ${name}=")\\d+`), (number) => String(Number(number) + added.length));
  return text.replaceAll(parts, (part: string, value: string | undefined) => {
    if (value !== undefined && value !== '') reason = value;
    if (part.startsWith('<testcase ')) reason = '';
    if (part === '<skipped>' && reason !== '') return `<skipped message="${reason}">`;
    if (added.length === 0) return part;
    if (part.startsWith('<testsuites ')) return more(more(part, 'tests'), 'failures');
    return part === '</testsuites>' ? `${runSuite(added, startedAt)}\n${part}` : part;
  });
}

/** Playwright's JSON with everything that makes the run red among its errors. */
export function completeJson(text: string, { reds }: Pick<RunRecord, 'reds'>): string {
  const report = JSON.parse(text) as JSONReport;
  const known = report.errors.map(({ message = '' }) => message).join('\n');
  const late = reds.filter(
    ({ kind, sentence }) => !knownToPlaywright.includes(kind) && !known.includes(sentence),
  );
  if (late.length === 0) return text;
  report.errors.push(...late.map(({ sentence }) => ({ message: sentence })));
  return JSON.stringify(report, undefined, 2);
}

/** Playwright's page with what became known when it was written above all else. */
function completeHtml(text: string, { reds }: Pick<RunRecord, 'reds'>): string {
  const late = reds.map(
    ({ sentence }) => `<pre role="alert" style="color:#b00;padding:1em">${xml(sentence)}</pre>`,
  );
  return text.replace('<body>', () => `<body>${late.join('')}`);
}

/** Playwright's events with what became known when they were written as errors before the end. */
function completeEvents(text: string, { reds }: Pick<RunRecord, 'reds'>): string {
  const lines = text.trimEnd().split('\n');
  const end = JSON.parse(lines.at(-1) ?? '') as { params: { result: FullResult } };
  if (end.params.result.status === 'passed') end.params.result.status = 'failed';
  const errors = reds.map(({ sentence }) => ({
    method: 'onError',
    params: { error: { message: sentence } },
  }));
  return `${[...lines.slice(0, -1), ...[...errors, end].map((event) => JSON.stringify(event))].join('\n')}\n`;
}

function completeBlob(archive: Buffer, record: Pick<RunRecord, 'reds'>): Buffer {
  const entries = unzipSync(archive);
  const events = strFromU8(entries['report.jsonl'] ?? new Uint8Array());
  return Buffer.from(zipSync({ ...entries, 'report.jsonl': strToU8(completeEvents(events, record)) }));
}

const blobsIn = (directory: string): string[] =>
  existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.zip')) : [];

/**
 * Lets the reports of a directory say the same as the record.
 * @param originals - what Playwright wrote, by path: what becomes known later is added to that
 */
export function completeReports(directory: string, record: RunRecord, originals: Map<string, Buffer>): void {
  const late = { reds: record.reds.filter(({ kind }) => kind === 'reporter') };
  const text =
    <What>(change: (text: string, what: What) => string, what: What) =>
    (bytes: Buffer): Buffer =>
      Buffer.from(runRedactor().redact(change(bytes.toString(), what)));
  const changes: (readonly [path: string, change: (bytes: Buffer) => Buffer])[] = [
    ['junit.xml', text(completeJunit, record)],
    ['results.json', text(completeJson, record)],
    ...(late.reds.length === 0
      ? []
      : [
          ['html/index.html', text(completeHtml, late)] as const,
          ...blobsIn(join(directory, 'blob')).map(
            (name) => [`blob/${name}`, (bytes: Buffer) => completeBlob(bytes, late)] as const,
          ),
        ]),
  ];
  for (const [name, change] of changes) {
    const path = join(directory, name);
    if (!existsSync(path)) continue;
    const bytes = originals.get(path) ?? readFileSync(path);
    originals.set(path, bytes);
    writeFileSync(path, change(bytes));
  }
}
