import { unzipSync, zipSync, type Unzipped } from 'fflate';
import { printable } from './printable.ts';
import type { Redactor } from './redactor.ts';

/** What is left of a file once it is clean, and what was not. */
export interface Cleaned {
  bytes: Uint8Array;
  /** Where the first secret was: the names of the archives' entries around it, and the text around it once clean. */
  found: string[];
}

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** The HTML report embeds its data as a zip in base64. */
const embedded = /(;base64,)(UEsD[\w+/=]+)/g;

/** What stands around the first place where two texts differ, on one line. */
function firstDifference(cleaned: string, before: string): string {
  let at = 0;
  while (cleaned[at] === before[at]) at += 1;
  return printable(cleaned.slice(Math.max(0, at - 50), at + 30)).replaceAll(/\s+/g, ' ');
}

/** An archive that is broken is searched as the bytes that it is. */
function unzipped(bytes: Uint8Array): Unzipped | undefined {
  try {
    return isZip(bytes) ? unzipSync(bytes) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes secrets out of a file, archives in it opened to any depth. A file in which nothing is found keeps its bytes.
 */
export function cleanContents(bytes: Uint8Array, redactor: Redactor): Cleaned {
  const entries = unzipped(bytes);
  if (entries) {
    const found: string[] = [];
    const cleaned = Object.fromEntries(
      Object.entries(entries).map(([name, content]) => {
        const inner = cleanContents(content, redactor);
        const shown = redactor.redact(name);
        found.push(...inner.found.map((place) => `!${shown}${place}`));
        if (shown !== name) found.push(`!${shown}`);
        return [shown, inner.bytes];
      }),
    );
    return found.length === 0 ? { bytes, found } : { bytes: zipSync(cleaned), found };
  }

  const found: string[] = [];
  const text = Buffer.from(bytes).toString('latin1');
  const isPage = text.search(embedded) >= 0;
  const opened = text.replaceAll(embedded, (whole, start: string, base64: string) => {
    const inner = cleanContents(Buffer.from(base64, 'base64'), redactor);
    if (inner.found.length === 0) return whole;
    found.push(...inner.found.map((place) => `!embedded${place}`));
    return `${start}${Buffer.from(inner.bytes).toString('base64')}`;
  });
  // Of Playwright's own page all that a run has written is in what is embedded.
  const cleaned = isPage ? opened : redactor.redact(opened);
  if (cleaned !== opened) found.push(`: ${firstDifference(cleaned, opened)}`);
  return found.length === 0 ? { bytes, found } : { bytes: Buffer.from(cleaned, 'latin1'), found };
}
