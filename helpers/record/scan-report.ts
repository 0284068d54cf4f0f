import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FullConfig, Reporter } from '@playwright/test/reporter';
import { runsTests } from '../../config/prepare-runner.ts';
import { cleanContents, type Cleaned } from '../evidence/clean-contents.ts';
import { html } from '../evidence/html.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { thisRun } from './this-run.ts';

/** Node cannot make a text of more than 512 MiB. */
const mostBytes = 256 * 1024 * 1024;

/** What cannot be searched is not published. */
const overwritten = (reason: string): Cleaned => ({
  bytes: Buffer.from(`Overwritten: it could not be searched for secrets, as ${reason}.\n`),
  found: [`: overwritten, as ${reason}`],
});

/** Every file, but those of Playwright's own viewer of traces, in which nothing of a run is. */
const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}html${sep}trace${sep}`));

/** A report that is already written and holds a secret is replaced by a page that says why. */
function giveWay(directory: string, sentence: string): void {
  if (!existsSync(directory)) return;
  rmSync(directory, { recursive: true });
  mkdirSync(directory);
  writeFileSync(
    join(directory, 'index.html'),
    html`<!doctype html><meta charset="utf-8" /><title>LEAK</title>
      <h1>LEAK</h1>
      <pre>${sentence}</pre>
      <p>This report is gone. <code>record.json</code> has all results.</p> `.toString(),
  );
}

/**
 * Searches everything that a run has written for secrets, once it is written. What is found is overwritten, and the run is
 * red: something published a text that went past the redactor. Must come after the reporters whose files it searches.
 */
export default class ScanReport implements Reporter {
  readonly #directory: string;
  #config: FullConfig | undefined;

  constructor({ directory }: { directory: string }) {
    this.#directory = directory;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig): void {
    if (runsTests()) this.#config = config;
  }

  onEnd(): void {
    if (!this.#config) return;
    const root = dirname(this.#config.configFile ?? '');
    const directories = new Set([
      resolve(root, this.#directory),
      ...this.#config.projects.map(({ outputDir }) => outputDir),
    ]);
    const redactor = runRedactor();
    // The HTML report copies what is attached.
    const scanned = new Map<string, Cleaned>();
    const clean = (path: string): Cleaned => {
      if (statSync(path).size > mostBytes) return overwritten('it is too large');
      const bytes = readFileSync(path);
      const hash = createHash('sha1').update(bytes).digest('base64');
      try {
        const cleaned = scanned.get(hash) ?? cleanContents(bytes, redactor);
        scanned.set(hash, cleaned);
        return cleaned;
      } catch (error) {
        return overwritten(redactor.redact(String(error)));
      }
    };
    const findings = [...directories].filter(existsSync).flatMap((directory) =>
      filesIn(directory).flatMap((path) => {
        const { bytes, found } = clean(path);
        const shown = join(directory, redactor.redact(relative(directory, path)));
        if (shown !== path) {
          rmSync(path);
          mkdirSync(dirname(shown), { recursive: true });
        }
        if (shown !== path || found.length > 0) writeFileSync(shown, bytes);
        const places = shown === path ? found : [' (its name)', ...found];
        return places.map((place) => `${relative(process.cwd(), shown)}${place}`);
      }),
    );
    if (findings.length === 0) return;
    const sentence = redactor.redact(
      `LEAK: ${findings.length} places held a secret, which is overwritten now:\n` +
        findings.map((place) => `  ${place}\n`).join('') +
        'Find what wrote there past the reporters, e.g. a file that is not attached.',
    );
    thisRun.noticed.push({ kind: 'leak', sentence });
    for (const name of ['html', 'blob']) giveWay(resolve(root, this.#directory, name), sentence);
  }
}
