import { expect, test } from '../fixtures/test.ts';
import { scoreOf } from '../diagnosis-score/score-of.ts';
import { verdictOf } from '../diagnosis-score/verdict-of.ts';

const findingOf = (...ids: string[]) => ({ causes: ids.map((id) => ({ id })) }) as never;
const verdicts = [
  { title: 'exactly the fault', found: [findingOf('clock-skew')], unknown: [], verdict: 'correct' },
  {
    title: 'an either/or with it',
    found: [findingOf('clock-skew', 'token-expired')],
    unknown: [],
    verdict: 'either/or',
  },
  {
    title: 'a cause beside it',
    found: [findingOf('clock-skew'), findingOf('circuit-open')],
    unknown: [],
    verdict: 'wrong',
  },
  { title: 'nothing', found: [], unknown: [], verdict: 'wrong' },
  {
    title: 'an either/or of four',
    found: [findingOf('clock-skew', 'token-expired', 'circuit-open', 'user-unknown')],
    unknown: [],
    verdict: 'wrong',
  },
  {
    title: 'something unknown beside it',
    found: [findingOf('clock-skew')],
    unknown: ['an agent run does not end' as const],
    verdict: 'wrong',
  },
];

test.describe('the score', () => {
  for (const { title, found, unknown, verdict } of verdicts)
    test(`calls ${title} ${verdict}`, () => {
      expect(verdictOf(['clock-skew'], { findings: found, unknown }).verdict).toBe(verdict);
    });

  test('counts a cause of a healthy target as wrong, and as a false alarm', () => {
    const { found, verdict } = verdictOf([], { findings: [findingOf('clock-skew')], unknown: [] });
    const row = { fault: 'healthy 1', setting: '', expected: [], found, verdict, requests: 55, seconds: 1 };

    expect(scoreOf([row])).toMatchObject({ cases: 1, correct: 0, wrong: 1, falseAlarms: 1 });
  });
});
