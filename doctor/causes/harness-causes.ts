import { answerText, isAccepted } from '../observation/answer.ts';
import { clockOffsets, toleratedMs } from '../observation/clock-offset.ts';
import { readSockets, serverNowS } from '../observation/readings.ts';
import { type Cause, howToFingerprint, rulesOut, silent, supports } from './cause.ts';
import { judgeBypass } from './judge-bypass.ts';
import { judgeConfiguration } from './judge-configuration.ts';

const list = (texts: readonly string[]): string => texts.join('; ');

/** The harness and its configuration. */
export const harnessCauses = {
  'configuration-not-loaded': {
    sentence: 'The configuration was not loaded: its file is missing or unread, so that no target is named.',
    owner: 'harness',
    stage: 'configuration',
    judge: judgeConfiguration('not loaded'),
    next: 'Create or name the file that each line above says, then look at npm run config.',
  },
  'credentials-missing': {
    sentence: 'The chosen way to a token lacks its key.',
    owner: 'harness',
    stage: 'configuration',
    judge: judgeConfiguration('credentials'),
    next: 'Set the key that the line above names, in config/staging.local.env or your CI, or choose the other STAGING_AUTH_STRATEGY.',
  },
  'bypass-key-invalid': {
    sentence: 'The bypass key is wrong, was rotated, or has white space at an end.',
    owner: 'harness',
    stage: 'bypass',
    judge: (seen) => {
      const configured = judgeConfiguration('white space')(seen);
      return configured.kind === 'supports' ? configured : judgeBypass('wrong key')(seen);
    },
    next: `Compare the fingerprint of E2E_OAUTH_SIMULATION_KEY (npm run config) with the one of the deployed key, and set that. ${howToFingerprint}`,
  },
  'bypass-not-configured': {
    sentence: 'The auth service has no bypass key.',
    owner: 'operations',
    stage: 'bypass',
    judge: judgeBypass('no key'),
    next: 'Set E2E_OAUTH_SIMULATION_KEY in the environment of the auth service, and restart it.',
  },
  'bypass-wrong-environment': {
    sentence: 'The auth service believes that it is production.',
    owner: 'operations',
    stage: 'bypass',
    judge: judgeBypass('production'),
    next: 'Make sure that STAGING_AUTH_URL is a staging. If it is, set ENVIRONMENT=staging for the auth service, and restart it.',
  },
  'harness-secret-differs': {
    sentence: "The harness's own signing secret is not the deployed one.",
    owner: 'harness',
    stage: 'issuer',
    judge: ({ ownSecret, accounts }) => {
      if (!ownSecret) return silent('The harness has no signing secret, and needs none.');
      if ('problem' in ownSecret)
        return supports(
          'the own secret is another',
          `The signing secret cannot be the deployed one: ${ownSecret.problem}`,
        );
      const known = accounts.filter(({ validation }) => validation?.valid === true);
      if (known.length === 0) return silent('There is no token that the auth service made and knows.');
      return known.every(({ isSignedWithOwnSecret }) => isSignedWithOwnSecret === false)
        ? supports(
            'the own secret is another',
            `A token that the auth service made, and calls valid, is not signed with ${ownSecret.source}.`,
          )
        : rulesOut(`${ownSecret.source} verifies a token that the auth service made.`);
    },
    next: `Compare its fingerprint (npm run config) with the deployed one: either a value is stale, or the wrong variable won (JWT_SECRET_STAGING, then JWT_SECRET_KEY, then JWT_SECRET). ${howToFingerprint}`,
  },
  'claims-refused': {
    sentence: 'The claims of a hand-made token differ from those of an issued one.',
    owner: 'harness',
    stage: 'issuer',
    judge: (seen) => {
      const { tokenInHand, accounts } = seen;
      if (!tokenInHand?.isToken) return silent('No token was handed over.');
      const { claims, validation, isSignedWithOwnSecret: isOwn } = tokenInHand;
      const now = serverNowS(seen);
      if (claims.problems.length === 0) return rulesOut('The token in hand has the claims of an issued one.');
      if (validation?.valid !== false) return rulesOut('The auth service does not refuse the token in hand.');
      if (claims.exp !== undefined && now !== undefined && claims.exp <= now)
        return silent('The token in hand has expired anyway.');
      if (isOwn === false) return silent('The token in hand is not signed with the secret at hand anyway.');
      return accounts.some((account) => account.validation?.valid)
        ? supports(
            'the token in hand is refused',
            `The auth service knows its own tokens, and refuses the one in hand: ${list(claims.problems)}.`,
          )
        : silent('There is no issued token to compare it with.');
    },
    next: 'Take a token from the auth service (bypass or login). Where it must be hand-made, set exactly the claims of docs/contract.md §2.1.',
  },
  'subprotocol-malformed': {
    sentence: 'The subprotocol that carries the token is malformed.',
    owner: 'harness',
    stage: 'split',
    judge: (seen) => {
      const { offerInHand: offer } = seen;
      if (!offer) return silent('No offer was handed over.');
      if (offer.problems.length === 0) return rulesOut('The offer in hand is well formed.');
      if (offer.answer && isAccepted(offer.answer)) return rulesOut('The socket took the offer in hand.');
      const { accepted } = readSockets(seen, 'subprotocol');
      const control = accepted ? `, while ${answerText(accepted)}` : '';
      return supports(
        'the offer in hand is refused',
        `The offer in hand is malformed: ${list(offer.problems)}${control}.`,
      );
    },
    next: 'Offer two subprotocols: jwt-auth, and jwt. followed by the base64url of the token without padding (docs/contract.md W2).',
  },
  'clock-skew': {
    sentence: 'The local clock, or that of a service, is off.',
    owner: 'operations',
    stage: 'issuer',
    judge: (seen) => {
      const offsets = Object.entries(clockOffsets(seen));
      const off = offsets.filter(([, ms]) => Math.abs(ms) > toleratedMs);
      if (offsets.length === 0) return silent('No service told its time.');
      const told = (service: string, ms: number): string =>
        `the clock of the ${service === 'auth' ? 'auth service' : 'chat backend'} is ${Math.abs(Math.round(ms / 1000))} s ${ms < 0 ? 'behind' : 'ahead of'} the local one`;
      if (off.length === 0)
        return rulesOut(`The clocks of the services are within ${toleratedMs / 1000} s of the local one.`);
      const whose =
        off.length < offsets.length
          ? 'The other service agrees with the local clock.'
          : 'Both agree: it may be the local clock.';
      const text = off.map(([service, ms]) => told(service, ms)).join(', ');
      return supports('clocks differ', `By its answers, ${text}. ${offsets.length > 1 ? whose : ''}`.trim());
    },
    next: 'Synchronise the clock that is off (NTP): here or on the machine of that service.',
  },
  'token-expired': {
    sentence: 'An old token is used again: it has expired, or the refresh is broken.',
    owner: 'harness',
    stage: 'issuer',
    judge: (seen) => {
      const now = serverNowS(seen);
      if (now === undefined) return silent('The auth service did not tell its time.');
      const ago = (exp: number): string => `${Math.round(now - exp)} s ago by the clock of the auth service`;
      const issued = seen.accounts.find(({ claims: { exp = Infinity } }) => exp <= now);
      if (issued?.claims.exp !== undefined)
        return supports(
          'the auth service refuses its own token',
          `A token that the auth service has just handed out expired ${ago(issued.claims.exp)}.`,
          'a token is not refreshed',
          'every good token is refused',
          'the token in hand is refused',
        );
      const renewed = seen.accounts.find(({ refresh }) => (refresh?.claims?.exp ?? Infinity) <= now);
      if (renewed) return supports('a token is not refreshed', 'A refresh gave a token that has expired.');
      const exp = seen.tokenInHand?.claims.exp;
      if (exp !== undefined && exp <= now)
        return supports('the token in hand is refused', `The token in hand expired ${ago(exp)}.`);
      return seen.accounts.length > 0 || exp !== undefined
        ? rulesOut('No token has expired by the clock of the auth service.')
        : silent('There is no token whose expiry could be read.');
    },
    next: 'Take a new token where one is needed, and refresh it before it ends. If fresh tokens are old, look at the issuing and the refresh of the auth service.',
  },
} satisfies Record<string, Cause>;
