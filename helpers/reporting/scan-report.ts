import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FullConfig, Reporter } from '@playwright/test/reporter';
import { cleanContents, type Cleaned } from '../evidence/clean-contents.ts';
import { runRedactor } from '../evidence/run-redactor.ts';

/** Node cannot make a text of more than 512 MiB. */
const mostBytes = 256 * 1024 * 1024;
const tooLarge: Cleaned = {
  bytes: Buffer.from('Too large to be searched for secrets, and so not kept.\n'),
  found: [': too large to be searched, and so overwritten'],
};

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
    if (!config.argv.includes('--list')) this.#config = config;
  }

  onEnd(): Promise<{ status: 'failed' } | undefined> {
    if (!this.#config) return Promise.resolve(undefined);
    const root = dirname(this.#config.configFile ?? '');
    const directories = new Set([
      resolve(root, this.#directory),
      ...this.#config.projects.map(({ outputDir }) => outputDir),
    ]);
    const redactor = runRedactor();
    // The HTML report copies what is attached.
    const scanned = new Map<string, Cleaned>();
    const clean = (bytes: Buffer): Cleaned => {
      const hash = createHash('sha1').update(bytes).digest('base64');
      const cleaned = scanned.get(hash) ?? cleanContents(bytes, redactor);
      scanned.set(hash, cleaned);
      return cleaned;
    };
    const findings = [...directories].filter(existsSync).flatMap((directory) =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .flatMap((entry) => {
          const path = join(entry.parentPath, entry.name);
          // Playwright's own page around the data, and its viewer of traces: nothing of a run is in them.
          if (path.includes(`${sep}html${sep}trace${sep}`)) return [];
          const { bytes, found } = statSync(path).size > mostBytes ? tooLarge : clean(readFileSync(path));
          if (found.length > 0) writeFileSync(path, bytes);
          return found.map((place) => `${relative(process.cwd(), path)}${place}`);
        }),
    );
    if (findings.length === 0) return Promise.resolve(undefined);
    process.stdout.write(
      redactor.redact(
        `\nLEAK: ${String(findings.length)} places held a secret, which is overwritten now:\n` +
          findings.map((place) => `  ${place}\n`).join('') +
          'The run is red. Find what wrote there past the reporters, e.g. a file that is not attached.\n',
      ),
    );
    return Promise.resolve({ status: 'failed' });
  }
}
