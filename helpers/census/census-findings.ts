import type { DeclaredTest } from './census-manifest.ts';
import type { Differences } from './differences-of.ts';
import { fileOf } from './file-of.ts';
import { quoted } from './quoted.ts';
import { titleOf } from './title-of.ts';

/** What there is to tell of a census. */
export interface Finds extends Differences {
  manifest: string;
  /** Declared tests of the filter. */
  must: readonly DeclaredTest[];
  /** What was typed and chooses nothing. */
  idle: readonly string[];
  isThere: (file: string) => boolean;
}

const most = 10;

function* firstOf(sentences: readonly string[], more: string): Generator<string> {
  yield* sentences.slice(0, most);
  const rest = sentences.length - most;
  if (rest > 0) yield `… and ${String(rest)} more ${more}: the field census of record.json names all.`;
}

/** One sentence per missing test, or per file of which all are missing. */
function* missingSentences({ must, missing, isThere }: Finds, fix: string): Generator<string> {
  for (const file of new Set(missing.map(fileOf))) {
    const gone = missing.filter((id) => fileOf(id) === file);
    const [first = ''] = gone;
    const number = `${String(gone.length)} declared tests, e.g. "${titleOf(first)}"`;
    if (!isThere(file)) yield `${file} is not there, and with it ${number}. Was it deleted or moved? ${fix}`;
    else if (gone.length > 1 && gone.length === must.filter(({ id }) => fileOf(id) === file).length)
      yield `${file} is there, but none of its ${number}, was collected. Can it be loaded, does it still hold tests, or is one focused elsewhere?`;
    else
      for (const id of gone) yield `${quoted(id)} is declared, but was not collected. Was it deleted? ${fix}`;
  }
}

/** What makes a run red, in sentences: at most ten of a kind. */
export function* censusFindings(finds: Finds): Generator<string> {
  const { manifest, undeclared, unchosen, renamed, retagged, idle } = finds;
  const fix = `Run npm run fix and look at the change of ${manifest}.`;
  const tagsOf = ({ tags }: Pick<DeclaredTest, 'tags'>): string => tags.join(' ') || 'no tag';
  yield* firstOf(
    renamed.map(
      ({ from, to }) =>
        `${quoted(from)} is declared, but ${quoted(to)} was collected. Was it renamed or moved? ${fix}`,
    ),
    'with another name',
  );
  yield* firstOf([...missingSentences(finds, fix)], 'that were not collected');
  yield* firstOf(
    undeclared.map((id) => `${quoted(id)} was collected, but is not declared. Is it new? ${fix}`),
    'that are not declared',
  );
  yield* firstOf(
    retagged.map(
      ({ declared, collected }) =>
        `${quoted(declared.id)} is declared with ${tagsOf(declared)}, but was collected with ${tagsOf(collected)}. ${fix}`,
    ),
    'with other tags',
  );
  yield* firstOf(
    unchosen.map((id) => `${quoted(id)} was collected, though the filter does not choose it by ${manifest}.`),
    'that the filter does not choose',
  );
  yield* firstOf(
    idle.map((text) => `"${text}" chooses no test of ${manifest} in the projects of this run.`),
    'that choose nothing',
  );
}
