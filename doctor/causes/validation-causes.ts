import {
  allMean,
  answersText,
  answerText,
  isAccepted,
  isRefused,
  refusalMeaning,
} from '../observation/answer.ts';
import { readUses } from '../observation/read-uses.ts';
import { findsAuth, slowValidation } from '../observation/readings.ts';
import { type Cause, rulesOut, silent, supports, unasked } from './cause.ts';

/** How tokens are checked. */
export const validationCauses = {
  'validation-contract-drift': {
    sentence: 'One family of routes misreads the answer of the auth service, and refuses every valid token.',
    owner: 'product',
    stage: 'split',
    judge: (seen) => {
      const { pattern, refused, accepted, families } = readUses(seen);
      if (pattern === 'unasked') return unasked;
      if (pattern !== 'by family') return rulesOut('No family of routes differs from the others.');
      const forged = seen.forged.find(({ family }) => families.includes(family));
      const isAsForged = refused.every(({ status }) => status === (forged?.status ?? status));
      if (!allMean(refused, 'bad token') || !isAsForged)
        return rulesOut(
          `That family does not say that the token is bad: ${answersText(refused.slice(0, 1))}.`,
        );
      if (new Set(refused.map(({ token }) => token)).size < 2)
        return silent('Only one token was tried there.');
      const masked = seen.siblings.filter(
        ({ family, status }) => !families.includes(family) && status !== 404,
      );
      if (masked.length > 0)
        return rulesOut(`Paths that are not there are refused elsewhere, too: ${answersText(masked)}.`);
      return supports(
        'some routes refuse good tokens',
        `Good tokens, fresh ones too, are refused on ${families.join(', ')} alone: ${answersText(refused.slice(0, 1))}, while ${answersText(accepted.slice(0, 1))}.`,
        'refusals are all alike',
        'an agent run does not end',
      );
    },
    next: 'Compare how that family reads the answer of /auth/validate with how the others do (docs/contract.md A7).',
  },
  'status-collapsed': {
    sentence: 'Every refusal has the same status.',
    owner: 'product',
    stage: 'split',
    judge: (seen) => {
      const { withoutToken, garbage, noSuchObject } = seen;
      const { pattern } = readUses(seen);
      const [none] = withoutToken;
      if (pattern !== 'accepted') return silent('Good tokens are refused as well.');
      if (!none || !garbage || !noSuchObject) return silent('Not every refusal was asked for.');
      if (
        !seen.uses.some((use) => isAccepted(use) && use.atMs > noSuchObject.atMs) &&
        isRefused(noSuchObject)
      )
        return silent('No good token was used since: it may have been an outage.');
      const refusals = [none, garbage, noSuchObject];
      return isRefused(none) && refusals.every(({ status }) => status === none.status)
        ? supports(
            'refusals are all alike',
            `No token, garbage, and an object that is not there: ${answersText(refusals)}.`,
          )
        : rulesOut(`Refusals differ: ${answersText(refusals)}.`);
    },
    next: 'Give each refusal the status of docs/contract.md §1 again: one handler turns all of them into one.',
  },
  'token-reuse-refused': {
    sentence: 'A token is refused when it is used a second time within a second.',
    owner: 'product',
    stage: 'time',
    judge: (seen) => {
      const { pattern, refused } = readUses(seen);
      if (pattern === 'unasked') return unasked;
      return pattern === 'on reuse' && allMean(refused, 'bad token')
        ? supports(
            'a token is refused when it is used again',
            `A token is taken at its first use and after a rest, and refused within a second of a use: ${answersText(refused.slice(0, 1))}.`,
            'the token in hand is refused',
            'refusals are all alike',
          )
        : rulesOut('Whether a token was just used makes no difference.');
    },
    next: 'Take away, or widen, the replay protection of the chat backend: an access token is meant to be used many times.',
  },
  'negative-cache-stale': {
    sentence: 'A refusal is remembered longer than its cause lasts.',
    owner: 'product',
    stage: 'time',
    judge: (seen) => {
      const { pattern, refused, accepted } = readUses(seen);
      const { tokenInHand } = seen;
      const isStale = (token: string): boolean => refused.filter((use) => use.token === token).length >= 3;
      const stale = refused.find(({ token }) => isStale(token));
      const fresh = accepted.find(({ token }) => token !== stale?.token);
      const again = accepted.findLast(({ token }) => token === stale?.token);
      // Where each token is refused at first, it is about their age.
      const isFirstGood = seen.uses.some(
        (use, index) => isAccepted(use) && seen.uses.findIndex(({ token }) => token === use.token) === index,
      );
      if (pattern === 'by token' && stale && fresh && isFirstGood && allMean(refused, 'bad token'))
        return supports(
          'some tokens are refused for a while',
          `The auth service calls the token valid, but ${answerText(stale)}, each time, while ${answerText(fresh)}. ${again ? 'After a rest the first one was taken.' : ''}`.trim(),
          'the token in hand is refused',
          'refusals are all alike',
          'an agent run does not end',
        );
      const { userStatus, permissions } = tokenInHand?.validation ?? {};
      const isGood = userStatus === 'active' && permissions?.includes('read');
      if (
        isGood &&
        pattern === 'accepted' &&
        tokenInHand?.use &&
        isRefused(tokenInHand.use) &&
        allMean([tokenInHand.use], 'bad token')
      )
        return supports(
          'the token in hand is refused',
          `The auth service calls the token in hand valid, but ${answerText(tokenInHand.use)}, while ${answersText(accepted.slice(0, 1))}.`,
        );
      if (pattern === 'unasked') return unasked;
      return rulesOut('No token is refused each time, while others are taken.');
    },
    next: 'Do not cache refusals in the chat backend (docs/contract.md D1). Until then, take a fresh token.',
  },
  'circuit-open': {
    sentence: "The chat backend's circuit breaker is open, although the auth service is back.",
    owner: 'operations',
    stage: 'time',
    judge: (seen) => {
      const { pattern, refused } = readUses(seen);
      const { afterWait, withTestHeaders, loginAgain } = seen;
      const outages = [...refused, ...(withTestHeaders ? [withTestHeaders] : [])].filter(
        (answer) => isRefused(answer) && allMean([answer], 'unavailable'),
      );
      if (pattern === 'unasked') return unasked;
      if (pattern === 'accepted') return rulesOut('Good tokens are taken at once.');
      if (loginAgain && isAccepted(loginAgain))
        return rulesOut(
          `At first the login through the chat backend failed as well, which passes no breaker: ${answerText(loginAgain)}.`,
        );
      const waited = `${Math.round((afterWait?.waitedMs ?? 0) / 100) / 10} s`;
      const waitsMost = Math.max(0, ...refused.map(({ retryAfterS = 0 }) => retryAfterS));
      const isUnavailable = refused.every((use) => refusalMeaning(use) === 'unavailable');
      const isUntold = findsAuth(seen) === 'untold' && !afterWait;
      if (pattern === 'refused' && isUnavailable && (waitsMost > 1 || isUntold))
        return supports(
          'every good token is refused',
          `Nobody can judge a token (${answersText(refused.slice(0, 1))})${waitsMost > 1 ? `, which is to be asked again after ${waitsMost} s` : ''}: longer than it was waited for.`,
          'the socket refuses both ways',
          'the token in hand is refused',
        );
      if (
        pattern === 'passing' &&
        afterWait &&
        isAccepted(afterWait.use) &&
        allMean(refused, 'unavailable') &&
        outages.length > 1
      )
        return supports(
          'good tokens are refused at first',
          `The auth service answers, but every good token was refused (${answersText(refused.slice(0, 1))}) until ${waited} later.`,
          'the socket refuses both ways',
          'the token in hand is refused',
          'a bad token is answered as an outage',
          'refusals are all alike',
        );
      return afterWait
        ? rulesOut(`Waiting ${waited} did not end the refusals.`)
        : rulesOut('Refusals do not end once and for all.');
    },
    next: 'It closes by itself. Look in the logs of the chat backend for what opened it: the auth service was away or slow before.',
  },
  'auth-timeout-too-short': {
    sentence: 'The chat backend gives up on an auth service that is slow, but works.',
    owner: 'operations',
    stage: 'time',
    judge: (seen) => {
      const { pattern, refused, accepted } = readUses(seen);
      if (pattern === 'unasked') return unasked;
      if (pattern !== 'by latency') return rulesOut('What is refused is not what takes long.');
      const ms = (values: number[]): string =>
        `${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))} ms`;
      const { isSeen, durationsMs: direct } = slowValidation(seen, refused);
      const late = refused.map(({ durationMs }) => durationMs);
      if (!isSeen) return rulesOut(`Asked directly, the auth service is not slow: ${ms(direct)}.`);
      return supports(
        'good tokens are refused late',
        `${refused.length} of ${refused.length + accepted.length} uses of good tokens were refused (${answersText(refused.slice(0, 1))}), each after ${ms(late)}; accepted ones took ${ms(accepted.map(({ durationMs }) => durationMs))}; asked directly, the auth service takes ${ms(direct)} and calls the token valid. So the chat backend seems to give up after about ${Math.round(Math.min(...late))} ms.`,
        'the token in hand is refused',
        'handshakes are refused by turns',
        'the socket refuses the header',
        'the socket refuses the subprotocol',
        'a foreign origin is refused',
        'the socket refuses both ways',
        'an agent run does not end',
        'refusals are all alike',
        'a bad token is answered as an outage',
        'a login through the backend fails',
        'a login through the backend fails at first',
      );
    },
    next: 'Give the chat backend a time-out for the auth service that is longer than the slowest answer above, with a margin, and restart it; then let the owner of the auth service find out why it is slow.',
  },
} satisfies Record<string, Cause>;
