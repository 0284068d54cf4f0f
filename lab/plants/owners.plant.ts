import { TargetError } from '../../helpers/errors/target-error.ts';
import { expect, test } from '../../fixtures/test.ts';

// Each title begins with the owner that the reports must name. An error ends its worker, so there are few.
test.describe.configure({ mode: 'default' });

const unreachable = (): TargetError =>
  new TargetError('TARGET_UNREACHABLE', 'GET /health: nothing listens there.', { reason: 'ECONNREFUSED' });

test('product: an assertion', () => {
  expect(1).toBe(2);
});

test('product: an assertion, and a clean-up without the target', ({}, testInfo) => {
  expect.soft(1).toBe(2);
  expect(testInfo.errors).toHaveLength(1);
  throw unreachable();
});

test(
  'operations: an owner that a spec writes by hand',
  { annotation: { type: 'owner', description: 'somebody' } },
  () => {
    throw unreachable();
  },
);

test.describe('with a set-up', () => {
  test.beforeEach(() => {
    throw unreachable();
  });

  test('operations: a hook that fails', () => {
    expect(1).toBe(1);
  });
});

test.describe('with a common set-up', () => {
  test.beforeAll(() => {
    throw unreachable();
  });

  test('operations: a common hook that fails', () => {
    expect(1).toBe(1);
  });
});

test('harness: a time-out', async () => {
  test.setTimeout(500);
  await new Promise(() => undefined);
});

test('harness: a worker that dies', () => {
  process.kill(process.pid, 'SIGKILL');
});

test.fail('harness: a failure that is expected and does not come', () => {
  expect(1).toBe(1);
});

test.skip('harness: a test that is skipped', () => {
  expect(1).toBe(1);
});

test.fail('product: an expected failure without a last day', () => {
  expect(1).toBe(2);
});

test('nobody: a test that passes', { annotation: { type: 'area', description: 'owner' } }, () => {
  expect(1).toBe(1);
});
