import { expect, test } from '../../fixtures/test.ts';

const annotation = { type: 'delivery-breach', description: 'a thought comes twice' };

test('declares a breach that is none', { annotation }, async ({ user, sockets }) => {
  await sockets.attempt({ via: 'header', token: user.accessToken });
});

test('declares a breach and does not say why', { annotation: { type: 'delivery-breach' } }, ({ user }) => {
  expect(user.id).toBe(user.id);
});

test('fails by itself, and before a breach', { annotation }, ({ user }) => {
  expect(user.id).toBe('somebody else');
});
