import { offerProblems } from '../../doctor/probes/offer-problems.ts';
import { expect, test } from '../fixtures/test.ts';

const offers = [
  { title: 'that is well formed', offer: 'jwt-auth, jwt.ZXlKaGJH', problems: [] },
  {
    title: 'with a raw token',
    offer: 'jwt-auth, jwt.eyJhbGciOi.eyJzdWIi.c2ln',
    problems: ['the token is raw, not encoded as base64url'],
  },
  {
    title: 'without its prefix',
    offer: 'jwt-auth, ZXlKaGJH',
    problems: ['the token stands there without the prefix jwt.'],
  },
  { title: 'with padding', offer: 'jwt-auth, jwt.ZXlKaGJH==', problems: ['the base64url is padded with ='] },
  { title: 'of the token alone', offer: 'jwt.ZXlKaGJH', problems: ['jwt-auth is not offered beside it'] },
];

test.describe('an offer in hand', () => {
  for (const { title, offer, problems } of offers)
    test(`${title} is told ${problems.length === 0 ? 'from others' : 'what is wrong with it'}`, () => {
      expect(offerProblems(offer)).toEqual(problems);
    });
});
