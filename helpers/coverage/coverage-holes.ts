import type { CoverageParts } from './coverage-parts.ts';
import { specName } from './spec-name.ts';

/** The tiers whose every test names a promise: the others prove the harness. */
const aboutTheTarget = ['preflight', 'unit', 'integration', 'e2e'];

/** Holes, each in a sentence: a promise without a spec, a spec without a promise, a seed line without either. */
export function coverageHoles({ promises, tests, seedLines }: CoverageParts): string[] {
  const proven = new Set(tests.flatMap((test) => test.promises));
  const ofSpec = (spec: string): Set<string> =>
    new Set(tests.filter(({ file }) => specName(file) === spec).flatMap((test) => test.promises));
  return [
    ...promises.filter((id) => !proven.has(id)).map((id) => `No test names promise ${id}.`),
    ...[...proven]
      .filter((id) => !promises.includes(id))
      .map((id) => `${id} is no promise of docs/contract.md.`),
    ...tests
      .filter((test) => test.promises.length === 0 && aboutTheTarget.includes(test.tier))
      .map(({ file, title }) => `${file}: "${title}" names no promise.`),
    ...seedLines.flatMap(({ line, spec, promises: needed }) =>
      needed.filter((id) => !ofSpec(spec).has(id)).map((id) => `"${line}": no test of ${spec} names ${id}.`),
    ),
  ];
}
