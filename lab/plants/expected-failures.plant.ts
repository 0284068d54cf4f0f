import { expectedFailure } from '../../fixtures/expected-failure.ts';
import { expect, test } from '../../fixtures/test.ts';

const known = { issue: '@issue_1234', until: '2999-12-31', message: 'Expected: "mended"' } as const;

test.fail('fails as it is known to', expectedFailure(known), () => {
  expect('broken').toBe('mended');
});

test.fail('passes although it is known to fail', expectedFailure(known), () => {
  expect('mended').toBe('mended');
});

test.fail('fails for another reason', expectedFailure({ ...known, message: 'got 403' }), () => {
  expect('broken').toBe('mended');
});

test.fail('fails as it must, and for a delivery', expectedFailure(known), ({}, testInfo) => {
  const message = '[DELIVERY] [E4] run 1 on socket 2: agent_thinking came twice\nWhat came';
  testInfo.errors.push({ message, stack: message });
  expect('broken').toBe('mended');
});

test.fail('fails after its last day', expectedFailure({ ...known, until: '2026-11-21' }), () => {
  expect('broken').toBe('mended');
});

test.fail('fails with a last day that is none', expectedFailure({ ...known, until: 'soon' }), () => {
  expect('broken').toBe('mended');
});

test.fail('fails without message and day', () => {
  expect('broken').toBe('mended');
});

test.skip('is skipped', () => {
  expect('broken').toBe('mended');
});
