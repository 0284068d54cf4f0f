import { expect, test } from '../../../../fixtures/test.ts';

test('says nothing to the target', ({ user }) => {
  expect(user.id).toContain('test');
});

test(
  'says why it says nothing',
  { annotation: { type: 'no-exchange', description: 'It is about the name of its user.' } },
  ({ user }) => {
    expect(user.id).toContain('test');
  },
);

test('has a clean-up that speaks', ({ newcomer }) => {
  expect(newcomer.email).toContain('@');
});

test('has a set-up that speaks', ({ thread }) => {
  expect(thread.id).toBeDefined();
});

test('asks the target', async ({ user }) => {
  expect(await user.messages.list()).toMatchObject({ total_count: 0 });
});
