import { readUses, type UsesPattern } from '../../doctor/observation/read-uses.ts';
import { expect, test } from '../fixtures/test.ts';
import { account } from './observed/account.ts';
import { answer } from './observed/answer.ts';
import { seenWith } from './observed/seen-with.ts';
import { usesOf } from './observed/uses-of.ts';

const patterns: { title: string; uses: string[]; pattern: UsesPattern }[] = [
  { title: 'none', uses: [], pattern: 'unasked' },
  { title: 'only accepted ones', uses: ['threads a 200', 'chat a 200'], pattern: 'accepted' },
  { title: 'only refused ones', uses: ['threads a 401', 'chat a 401'], pattern: 'refused' },
  {
    title: 'what follows a use of the same token at once',
    uses: ['threads a 200', 'threads a 401', 'chat a 401', 'threads b 200'],
    pattern: 'on reuse',
  },
  {
    title: 'one family, with every token',
    uses: ['threads a 200', 'threads a 200', 'chat a 401', 'chat b 401', 'chat c 401'],
    pattern: 'by family',
  },
  {
    title: 'one token, each time, while others pass',
    uses: [
      'threads a 401',
      'threads a 401',
      'threads b 200',
      'threads c 200',
      'threads a 401',
      'threads a 200',
    ],
    pattern: 'by token',
  },
  {
    title: 'what takes long',
    uses: [
      'threads a 200 30',
      'threads a 503 300',
      'threads b 200 35',
      'threads b 503 310',
      'threads c 200 31',
    ],
    pattern: 'by latency',
  },
  { title: 'the first ones', uses: ['threads a 503', 'threads a 200', 'chat a 200'], pattern: 'passing' },
  {
    title: 'every second one, fresh tokens too',
    uses: [
      'threads a 200',
      'threads a 401',
      'threads b 401',
      'threads b 200',
      'threads c 401',
      'threads c 200',
    ],
    pattern: 'by turns',
  },
  {
    title: 'one alone, however long it took',
    uses: ['threads a 200', 'threads a 401 900', 'threads b 200', 'threads c 200'],
    pattern: 'once',
  },
  {
    title: 'several in a row, and none before or after,',
    uses: ['threads a 200', 'chat a 503', 'threads b 503', 'threads c 503', 'chat c 200'],
    pattern: 'for a while',
  },
  {
    title: 'crashes that take long',
    uses: ['threads a 500 900', 'threads a 200', 'threads b 500 900', 'threads b 200'],
    pattern: 'by turns',
  },
  {
    title: 'what was put off',
    uses: ['threads a 200', 'threads a 429', 'threads a 200'],
    pattern: 'accepted',
  },
];

test.describe('refused uses of good tokens', () => {
  for (const { title, uses, pattern } of patterns)
    test(`${title}: are read as ${pattern}`, () => {
      expect(readUses(seenWith({ uses: usesOf(...uses) })).pattern).toBe(pattern);
    });

  test('of a user who is not active say nothing of the routes', () => {
    const unknown = {
      ...account,
      validation: { ...account.validation, answer: answer(200), userStatus: 'unknown' },
    };
    const seen = seenWith({ accounts: [unknown], uses: usesOf('threads a 403') });

    expect(readUses(seen).pattern).toBe('unasked');
  });
});
