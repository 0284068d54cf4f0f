import { decodeJwt } from 'jose';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
import { frameType } from '../../../helpers/socket/frame.ts';

const account = (local: string) => ({ email: `test-${local}@staging.netrasystems.ai`, name: 'Lia Life' });

test.describe(
  'an open socket',
  { tag: ['@socket', '@critical'], annotation: needs('faults', 'short-timers') },
  () => {
    test('is told and closed with 1008 when its token expires [L1 C4]', async ({ startStaging }) => {
      const { auth, bypassKey, signingSecret, open } = await startStaging({
        timers: { socketRecheckMs: 50 },
      });
      const { access_token: issued } = await auth.bypass(bypassKey, account('expiry'));
      // The service issues in whole seconds: of one second it may be over before the handshake.
      const { iat = 0 } = decodeJwt(issued.reveal());
      const token = await forgeToken(issued, signingSecret, { claims: { exp: iat + 1.8 } });
      const { socket } = await open({ via: 'subprotocol', token });

      expect(await socket.waitForClose(timeouts.frameMs)).toMatchObject({ code: 1008 });
      expect(await firstOfType(socket, 'error_message', 0)).toMatchObject({ error_code: 'TOKEN_EXPIRED' });
    });

    test(
      'is told and closed with 1008 when its user is made inactive [L1 N3]',
      { annotation: needs('deactivation') },
      async ({ startStaging, target }) => {
        const { staging, auth, bypassKey, open } = await startStaging({ timers: { socketRecheckMs: 50 } });
        const { user, access_token: token } = await auth.bypass(bypassKey, account('inactive'));
        const { socket } = await open({ via: 'header', token });
        staging.deactivate(user.id);

        expect(await socket.waitForClose(target.socketRecheckMs + timeouts.deliveryMs)).toMatchObject({
          code: 1008,
        });
        expect(await firstOfType(socket, 'error_message', 0)).toMatchObject({ error_code: 'USER_REFUSED' });
      },
    );
  },
);

test.describe('an open socket', { tag: '@socket', annotation: needs('faults', 'short-timers') }, () => {
  test('gets a heartbeat each time when nothing else was sent for the heartbeat time [F4]', async ({
    startStaging,
  }) => {
    const heartbeatMs = 100;
    const { auth, bypassKey, open } = await startStaging({ timers: { heartbeatMs } });
    const { access_token: token } = await auth.bypass(bypassKey, account('heartbeat'));
    const { socket } = await open({ via: 'header', token });

    let heartbeats = 0;
    const second = await socket.waitFor(
      'a second heartbeat',
      (frame) => (frameType(frame) === 'heartbeat' && (heartbeats += 1) === 2 ? frame : undefined),
      9 * heartbeatMs,
    );

    expect(second.json).toMatchObject({ type: 'heartbeat' });
  });

  test('is closed with 1001 by a shutdown [L2]', async ({ startStaging }) => {
    const { staging, auth, bypassKey, open } = await startStaging();
    const { access_token: token } = await auth.bypass(bypassKey, account('shutdown'));
    const { socket } = await open({ via: 'header', token });
    const closed = socket.waitForClose(timeouts.frameMs);
    await staging.close();

    expect(await closed).toMatchObject({ code: 1001 });
  });
});
