import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

/** One readable thing in a report: a file, or an entry of an archive in it. */
export interface ReportContent {
  /** Path of the file, then `!` and the entry for each archive around it. */
  place: string;
  /** Byte for byte, as latin1, so that any text can be searched for. */
  text: string;
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function* opened(place: string, bytes: Uint8Array): Generator<ReportContent> {
  const text = Buffer.from(bytes).toString('latin1');
  yield { place, text };
  if (isZip(bytes))
    for (const [entry, content] of Object.entries(unzipSync(bytes)))
      yield* opened(`${place}!${entry}`, content);
  // The HTML report embeds its data as a zip in base64.
  for (const [, base64 = ''] of text.matchAll(/;base64,(UEsD[\w+/=]+)/g))
    yield* opened(`${place}!embedded`, Buffer.from(base64, 'base64'));
}

/** Everything in a directory of reports, archives opened to any depth. */
export function* contentsOf(directory: string): Generator<ReportContent> {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) yield* opened(path, readFileSync(path));
  }
}
