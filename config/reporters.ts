import type { ReporterDescription } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from './configuration-error.ts';

export interface ReporterOptions {
  /** Where the reports go, e.g. `reports`. */
  directory: string;
  /** Shown at the top of the HTML report. */
  title: string;
  /** With a blob report, so that shards can be merged. */
  blob: boolean;
  /**
   * What a run is held against: the test inventory, from the configuration's directory, and the projects that are the whole
   * suite. A configuration of a part of the tests, or of others, names none: its runs say nothing about the whole.
   */
  inventory?: { path: string; projects: string[] };
}

const reporterPath = (name: string): string =>
  fileURLToPath(new URL(`../helpers/record/${name}.ts`, import.meta.url));

/** What no run may be without: it takes secrets out, and keeps the record. */
const required = ['redact-report', 'record-report'].map(reporterPath);

/** @throws ConfigurationError for a configuration whose reporters leave out what no run may be without */
export function requireReporters(reporter: readonly (readonly unknown[])[]): void {
  if (required.every((path) => reporter.some(([name]) => name === path))) return;
  const text =
    'It leaves out the reporters that take secrets out and keep the record. Take them from config/reporters.ts.';
  throw new ConfigurationError([{ name: 'reporter', source: 'the configuration of Playwright', text }]);
}

/** The reports of a run: a list on the terminal; HTML, JUnit, JSON and, where wanted, blob as files. */
export function reporters({ directory, title, blob, inventory }: ReporterOptions): ReporterDescription[] {
  return [
    // First, so that the others write what it has cleaned.
    [reporterPath('redact-report')],
    // Next, so that the others report what makes the run red.
    [reporterPath('judge-report'), { recordFile: `${directory}/record.json`, inventory }],
    ['list'],
    ['html', { outputFolder: `${directory}/html`, open: 'never', title }],
    ['junit', { outputFile: `${directory}/junit.xml` }],
    ['json', { outputFile: `${directory}/results.json` }],
    ...(blob ? [['blob', { outputDir: `${directory}/blob` }] satisfies ReporterDescription] : []),
    // After those whose files it searches.
    [reporterPath('scan-report'), { directory }],
    // Last, as it reports on all of them.
    [reporterPath('record-report')],
  ];
}
