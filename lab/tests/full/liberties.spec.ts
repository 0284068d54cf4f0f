import { Secret } from '../../../config/secret.ts';
import { timeouts } from '../../../config/timeouts.ts';
import type { PrivateStaging } from '../../../fixtures/start-staging.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';
import { collectRun } from '../../../helpers/socket/collect-run.ts';
import { ping } from '../../../helpers/socket/ping.ts';
import { createActor } from '../../../helpers/users/actor.ts';
import type { StagingCommand } from '../../fixtures/staging-command.ts';
import { expect, test } from '../../fixtures/test.ts';

const kinds = [
  'unknown fields',
  'optional fields',
  'what is opaque',
  'more frames',
  'how bytes travel',
  'tokens',
  'what may be late',
  'slowness',
  'replicas',
  'longer lists',
];

/** The names of the liberties, by kind, as the command lists them. */
async function listed(stagingCommand: StagingCommand): Promise<Map<string, string[]>> {
  const text = await (await stagingCommand('--list-variants')).printed;
  return new Map(
    kinds.map((kind) => {
      const [, lines = ''] = text.split(`liberties: ${kind}:\n`);
      const [own = ''] = lines.split('\n\n');
      return [kind, [...own.matchAll(/^ {2}(\S+) +liberty /gm)].map(([, name = '']) => name)];
    }),
  );
}

const password = new Secret('a password of the test', { isPublic: true });
const account = (local: string) => ({
  email: `test-${local}@staging.netrasystems.ai`,
  name: 'Lib Liberty',
  password,
});
const send = (token: Secret) =>
  ({ method: 'POST', path: '/auth/validate', body: { token: token.reveal() } }) as const;

/** Does about all that a user and an operator can do. */
async function useAll({
  staging,
  auth,
  authService,
  backend,
  bypassKey,
  open,
}: PrivateStaging): Promise<void> {
  for (const service of [authService, backend]) await service.send({ method: 'GET', path: '/health' });
  const { user, access_token: token, refresh_token: refreshToken } = await auth.register(account('first'));
  await auth.bypass(bypassKey, account('second'));
  await auth.me(token);
  const actor = createActor(backend, { ...user, accessToken: token });
  const { socket } = await open({ via: 'subprotocol', token });
  const thread = await actor.threads.create('Everything');
  await actor.messages.create({ thread_id: thread.id, content: 'Something' });
  await actor.messages.ask({ thread_id: thread.id, content: 'Anything?' });
  await collectRun(socket, thread.id, timeouts.runMs);
  await actor.messages.list({ thread_id: thread.id });
  await backend.send({ method: 'GET', path: '/api/threads?limit=0', token });
  await backend.send({ method: 'GET', path: pathTo`/api/threads/${'none'}` });
  // The second of two backends in turn is asked, whoever asked before.
  for (const path of ['/api/threads', '/api/messages', '/api/threads'])
    await backend.send({ method: 'GET', path, token });
  socket.send('no JSON');
  await lookUntil(
    () => ping(socket, timeouts.frameMs),
    () => socket.frames.filter(({ text }) => text.includes('heartbeat')).length > 1,
    { deadlineMs: 300, everyMs: 90 },
  );
  await auth.refresh(refreshToken);

  const ended = await auth.login(account('first'));
  const { socket: ending } = await open({ via: 'header', token: ended.access_token });
  await auth.logout(ended.access_token);
  await authService.send(send(ended.access_token));
  const body = { refresh_token: ended.refresh_token.reveal() };
  await authService.send({ method: 'POST', path: '/auth/refresh', body });
  await ending.waitForClose(timeouts.frameMs);

  const gone = await auth.register(account('gone'));
  await auth.deleteUser(gone.user.id, { token: gone.access_token });
  await authService.send(send(gone.access_token));
  const inactive = await auth.register(account('inactive'));
  staging.deactivate(inactive.user.id);
  await authService.send(send(inactive.access_token));
  await staging.close();
}

test.describe('the liberties of the local staging', () => {
  test('are a hundred, of each kind at least four and at most ten', async ({ stagingCommand }) => {
    const byKind = await listed(stagingCommand);

    const counts = kinds.map((kind) => byKind.get(kind)?.length ?? 0);
    expect(counts.filter((count) => count < 4 || count > 10)).toEqual([]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(100);
  });

  test('can each be seen, and keep the contract, ten of ten kinds at once', async ({
    stagingCommand,
    startStaging,
  }) => {
    const byKind = await listed(stagingCommand);
    const mixtures = Array.from({ length: 10 }, (_, n) => kinds.map((kind) => byKind.get(kind)?.[n] ?? ''));
    for (const variants of mixtures) {
      const target = await startStaging({
        variants,
        timers: { heartbeatMs: 50, socketRecheckMs: 20, shutdownGraceMs: 2_000 },
      });
      await useAll(target);

      expect(target.staging.taken().toSorted()).toEqual(variants.toSorted());
    }
  });
});
