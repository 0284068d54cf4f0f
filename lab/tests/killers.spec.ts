import { expect, test } from '../fixtures/test.ts';
import { killersOf } from '../kill-score/kill-score.ts';
import { neverAlone } from '../kill-score/never-alone.ts';
import { draw } from '../seed.ts';

const defect = { name: 'any', breaks: 'N2' };
const failures = [
  { title: 'names the promise in its title', text: 'a token is refused [N1 N2]\nexpected 401', kills: true },
  { title: 'names it in a message', text: 'a run [E2]\n[DELIVERY] [N2] a stranger hears of it', kills: true },
  {
    title: 'names it in an error',
    text: 'a run [E2]\nthe refusal is not as promised (C1, N2).',
    kills: true,
  },
  { title: 'names another promise', text: 'a token is refused [N1]\nexpected 401', kills: false },
  { title: 'names a promise that begins like it', text: 'a token is refused [N20]', kills: false },
];

test.describe('a failure', () => {
  for (const { title, text, kills } of failures) {
    test(`that ${title} ${kills ? 'kills' : 'does not kill'} the defect`, () => {
      expect(killersOf([{ file: 'a.spec.ts', title, text }], defect)).toEqual(
        kills ? [`a.spec.ts › ${title}`] : [],
      );
    });
  }
});

test.describe('the kill score', () => {
  test('draws the same defects for a seed, and others for another', () => {
    const defects = Array.from({ length: 80 }, (_, n) => ({ name: `defect-${n}`, breaks: 'N2' }));
    const names = (seed: string): string[] => draw(defects, seed, 8).map(({ name }) => name);

    expect(names('one')).toEqual(names('one'));
    expect(names('one')).not.toEqual(names('two'));
    expect(new Set(names('one')).size).toBe(8);
  });

  test('names the tests that are the only killer of nothing', () => {
    const fate = { name: 'any', breaks: 'N2', killedBy: 'tests/unit/a.spec.ts › one', seconds: 1 };
    const listed = ['one', 'two'].map((title) => ({
      tier: 'unit',
      file: 'tests/unit/a.spec.ts',
      title,
    }));
    const score = (alsoKilledBy: string[]) => ({
      total: 1,
      killed: 1,
      survived: [],
      defects: [{ ...fate, alsoKilledBy }],
    });

    expect(neverAlone(score([]), listed)).toEqual(['tests/unit/a.spec.ts › two']);
    expect(neverAlone(score(['tests/unit/a.spec.ts › two']), listed)).toHaveLength(2);
  });
});
