import type { SigningSecret } from '../config/signing-secret.ts';
import { answerText } from './observation/answer.ts';
import type { AccountSeen, Observations } from './observation/observations.ts';

function tokenLine({ way, claims, madeAtMs, validation, isSignedWithOwnSecret }: AccountSeen): string {
  const { sub = 'nobody', iat = 0, exp = 0, permissions = [] } = claims;
  const now = madeAtMs / 1000;
  const says = validation?.valid
    ? `valid, user ${validation.userStatus ?? 'active'}`
    : (validation?.error ?? 'nothing');
  const own = { true: 'yes', false: 'no', undefined: 'not asked' }[String(isSignedWithOwnSecret)] ?? '';
  return (
    `Token of the ${way} user: sub ${sub}, permissions ${permissions.join(' ') || 'none'}, issued ${Math.round(now - iat)} s ago, ` +
    `ends in ${Math.round(exp - now)} s; the auth service says: ${says}; signed with the harness's secret: ${own}.`
  );
}

/**
 * What lies behind a diagnosis in detail: the secret, the tokens, the handshakes. For the operator at the terminal only: it
 * shows the fingerprint of the secret (contract §2.1).
 */
export function detailLines(
  { accounts, sockets, tokenInHand }: Observations,
  own: (SigningSecret & { place: string }) | undefined,
): string[] {
  const secret = own
    ? `Signing secret of the harness: ${own.source} from ${own.place}, ${own.secret.length} characters, fingerprint ${own.secret.fingerprint()}.`
    : 'Signing secret of the harness: none is configured, and none is needed.';
  const handshakes = sockets.map((socket) => {
    const { firstFrame, subprotocol, close } = socket;
    const told = [
      subprotocol ? `selects ${subprotocol}` : '',
      firstFrame === undefined ? '' : `first frame ${firstFrame}`,
      close ? `close ${close.code} ${close.reason}` : '',
    ].filter(Boolean);
    return `  ${answerText(socket)}${told.length > 0 ? `, ${told.join(', ')}` : ''}`;
  });
  const inHand = tokenInHand && [
    `Token in hand: ${tokenInHand.claims.sub ?? 'nobody'}; ${tokenInHand.claims.problems.join('; ') || 'the claims of an issued one'}.`,
  ];
  return [
    secret,
    ...accounts.map(tokenLine),
    ...(inHand ?? []),
    ...(handshakes.length > 0 ? ['Handshakes:', ...handshakes] : []),
  ];
}
