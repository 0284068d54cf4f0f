import { expect, test } from '../../fixtures/test.ts';

test('passes only when it is run again', ({}, { retry }) => {
  expect(retry).toBe(1);
});
