import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Secret } from '../../config/secret.ts';
import { needs } from '../../fixtures/needs.ts';
import { expect, test } from '../../fixtures/test.ts';

// One ending per title, which a run chooses with --grep.
test.describe.configure({ mode: 'default' });

test('passes', { tag: '@critical' }, async ({ user }) => {
  expect(await user.messages.list()).toMatchObject({ total_count: 0 });
});

test('fails', async ({ user }) => {
  await user.messages.list({ limit: 1 });
  expect(user.id).toBe('somebody else');
});

test('is refused by a private staging', async ({ startStaging }) => {
  const { backend } = await startStaging();
  const token = new Secret('a.b.c', { isPublic: true });
  expect(await backend.send({ method: 'GET', path: '/api/threads', token })).toBeAnsweredWith(200);
});

test('needs what the target lacks', { annotation: needs('faults') }, ({ user }) => {
  expect(user.id).toBe('somebody else');
});

test('hangs', async ({ user, sockets }) => {
  const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
  process.stdout.write('hanging\n');
  await socket.waitFor('a frame that never comes', () => undefined, 60_000);
});

test('removes the reports', async ({ user }, { project }) => {
  await user.messages.list();
  rmSync(join(dirname(project.outputDir), 'reports'), { recursive: true });
});

test('ends its worker', async ({ user }) => {
  await user.messages.list();
  process.kill(process.pid, 'SIGKILL');
});

test('comes after that', ({ user }) => {
  expect(user.id).toBe(user.id);
});
