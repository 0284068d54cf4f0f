import { chapters as allChapters } from '../../config/contract/promises.ts';
import type { Chapter } from '../../config/contract/promises/contract-promise.ts';
import type { AnnotatedTest } from './listed-test.ts';

/** The tiers whose every test names a promise: the others prove the harness. */
const aboutTheTarget = ['preflight', 'unit', 'integration', 'e2e'];
/** A gate that stops for everything is switched off. */
const mostCritical = 12;
const place = 'config/contract/promises/';

type CoveringTest = Pick<AnnotatedTest, 'tier' | 'file' | 'title' | 'tags' | 'promises' | 'needs'>;

/** `@critical` is on the tests that name a critical promise, and on no other. */
function tagHole({ file, title, tags, promises }: CoveringTest, critical: readonly string[]): string[] {
  const named = promises.filter((id) => critical.includes(id));
  const isTagged = tags.includes('@critical');
  if (named.length > 0 === isTagged) return [];
  return isTagged
    ? [
        `${file}: "${title}" is tagged @critical and names no critical promise. Move it into a describe without the tag.`,
      ]
    : [
        `${file}: "${title}" names ${named.join(' and ')}, which is critical. Move it into a describe that is tagged @critical.`,
      ];
}

/** The tag of an issue is on the tests in the folder of the issue, and on no other. */
function issueHole({ file, title, tags }: CoveringTest): string[] {
  const folder = /\/(issue_\w+)\//.exec(file)?.[1];
  const issues = tags.filter((tag) => tag.startsWith('@issue_'));
  if (issues.join() === (folder === undefined ? '' : `@${folder}`)) return [];
  return folder === undefined
    ? [
        `${file}: "${title}" is tagged ${issues.join(' ')}. Take the tag away, or move it into a folder of the issue.`,
      ]
    : [`${file}: "${title}" lies in ${folder}/. Tag it @${folder}, and with no other issue.`];
}

/** Holes, each in a sentence: a promise without a test, a test without a promise, a tag without a reason. */
export function coverageHoles(
  tests: readonly CoveringTest[],
  chapters: Readonly<Record<string, Chapter>> = allChapters,
): string[] {
  const promises = Object.values(chapters).flatMap((chapter) => Object.entries(chapter));
  const ids = promises.map(([id]) => id);
  const critical = promises.flatMap(([id, promise]) => (promise.critical === undefined ? [] : [id]));
  const ofTarget = tests.filter(({ tier }) => aboutTheTarget.includes(tier));
  const proven = new Set(tests.flatMap((test) => test.promises));
  const everywhere = new Set(
    ofTarget.filter(({ needs }) => needs.length === 0).flatMap((test) => test.promises),
  );
  return [
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `${id} is promised twice in ${place}.`),
    ...ids.filter((id) => !proven.has(id)).map((id) => `No test names promise ${id}.`),
    ...[...proven].filter((id) => !ids.includes(id)).map((id) => `${id} is no promise of ${place}.`),
    ...ofTarget
      .filter((test) => test.promises.length === 0)
      .map(({ file, title }) => `${file}: "${title}" names no promise.`),
    ...ofTarget.flatMap((test) => [...tagHole(test, critical), ...issueHole(test)]),
    ...critical
      .filter((id) => proven.has(id) && !everywhere.has(id))
      .map((id) => `Each test of ${id}, which is critical, needs a capability. Write one that needs none.`),
    ...(critical.length > mostCritical
      ? [`${critical.length} promises are critical. Expected at most ${mostCritical}.`]
      : []),
  ];
}
