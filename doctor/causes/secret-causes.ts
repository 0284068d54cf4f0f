import {
  allMean,
  answersText,
  answerText,
  isAccepted,
  isForeign,
  refusalMeaning,
  type RefusalMeaning,
} from '../observation/answer.ts';
import type { Observations, Use } from '../observation/observations.ts';
import { readUses } from '../observation/read-uses.ts';
import { findsAuth, goodHandshakes, lastLogin, readSockets, serverNowS } from '../observation/readings.ts';
import { type Cause, howToFingerprint, rulesOut, silent, supports, unasked, type Verdict } from './cause.ts';

/** Judges how the backend refused every good token, where it did, and where that means one of what is given. */
function whereAllAreRefused(
  seen: Observations,
  meanings: readonly RefusalMeaning[],
  otherwise: string,
  judge: (first: Use) => Verdict,
): Verdict {
  const { pattern, accepted, refused } = readUses(seen);
  const [taken] = accepted;
  if (pattern === 'unasked') return unasked;
  if (taken) return rulesOut(`The chat backend takes a good token: ${answerText(taken)}.`);
  const bySubprotocol = readSockets(seen, 'subprotocol').accepted;
  if (bySubprotocol) return rulesOut(`Its socket takes a good token: ${answerText(bySubprotocol)}.`);
  const [first] = refused;
  const { loginAgain } = seen;
  if (loginAgain && isAccepted(loginAgain) && !seen.uses.some(({ atMs }) => atMs > loginAgain.atMs))
    return silent('No token was used since the chat backend finds the auth service again.');
  return first && allMean(refused, ...meanings)
    ? judge(first)
    : rulesOut(`${otherwise}: ${first ? answerText(first) : ''}.`);
}

/** Who suspects all tokens alike is ruled out where garbage is refused in another way. */
const garbageDiffers = ({ garbage }: Observations, { status }: Use): Verdict | undefined =>
  garbage && garbage.status !== status
    ? rulesOut(`Garbage is refused in another way: ${answerText(garbage)}.`)
    : undefined;

const loginText = (seen: Observations): string => {
  const login = lastLogin(seen);
  return login ? answerText(login) : '';
};
const isWithoutAuth = (seen: Observations): boolean => ['another', 'not found'].includes(findsAuth(seen));
const isOwn = ({ accounts }: Observations): boolean =>
  accounts.some(({ isSignedWithOwnSecret }) => isSignedWithOwnSecret);
const knowsTheToken = 'The chat backend has an answer about the token';
const all = 'every good token is refused';
const followUps = ['the socket refuses both ways', 'the token in hand is refused'] as const;

/** So much later than an answer about no token is one of somebody who waited for another. */
const lateMs = 500;

/** Secrets, and who the services are to each other. */
export const secretCauses = {
  'issuer-secret-split': {
    sentence: 'The auth service signs with one secret and checks with another.',
    owner: 'operations',
    stage: 'issuer',
    judge: (seen) => {
      const now = serverNowS(seen) ?? 0;
      const judged = seen.accounts.filter(({ validation }) => validation?.valid !== undefined);
      const current = judged.filter(({ claims }) => (claims.exp ?? 0) > now);
      if (judged.length === 0) return silent('There is no token that the auth service made.');
      if (current.length === 0) return silent('Its tokens have expired anyway.');
      const known = current.find(({ validation }) => validation?.valid);
      if (known) return rulesOut(`The auth service knows its own token (${known.way}).`);
      const own = isOwn(seen) ? ' It is signed with the secret that the harness has.' : '';
      return supports(
        'the auth service refuses its own token',
        `The auth service calls a token invalid that it has just made, and that has not expired.${own}`,
        all,
        'the own secret is another',
        'a token is not refreshed',
        ...followUps,
      );
    },
    next: `Give the instances and functions of the auth service one JWT secret: compare the fingerprint that signs with the one that checks. ${howToFingerprint}`,
  },
  'backend-secret-differs': {
    sentence: 'The chat backend checks signatures with another secret.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) =>
      whereAllAreRefused(
        seen,
        ['bad token'],
        'The chat backend does not say that the token is bad',
        (first) =>
          isWithoutAuth(seen)
            ? rulesOut(`The chat backend does not find the auth service: ${loginText(seen)}.`)
            : (garbageDiffers(seen, first) ??
              supports(
                all,
                `The auth service calls the token valid, and every route of the chat backend refuses it as it does garbage: ${answerText(first)}.${isOwn(seen) ? ' It is signed with the secret that the harness has: so that is the one of the auth service.' : ''}`,
                ...followUps,
              )),
      ),
    next: `Compare the fingerprint of the JWT secret of the chat backend with that of the auth service (npm run doctor shows that of the harness, for where the line above says that it is the same). Where they differ, give the chat backend the secret of the auth service, and restart it. Where they are the same, it refuses for something else (issuer, audience, algorithm): let its developers look for the trace in its log. ${howToFingerprint}`,
  },
  'socket-secret-differs': {
    sentence: 'REST and the socket check with different secrets.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const { accepted } = readUses(seen);
      const [overRest] = accepted;
      const [header, subprotocol] = [readSockets(seen, 'header'), readSockets(seen, 'subprotocol')];
      const [first] = [...header.refusals, ...subprotocol.refusals];
      if (!overRest) return silent('No route of REST takes a good token.');
      const inside = header.accepted ?? subprotocol.accepted ?? readSockets(seen, 'own origin').accepted;
      if (inside) return rulesOut(`The socket takes a good token: ${answerText(inside)}.`);
      if (!first) return silent('The socket was not asked.');
      if (first.atMs < overRest.atMs) return silent('REST took no good token before the socket was asked.');
      const bad = [...header.refusals, ...subprotocol.refusals].find(
        (answer) => ![401, 403].includes(answer.status) || isForeign(answer),
      );
      if (bad) return silent(`No handshake came so far that the socket judged a token: ${answerText(bad)}.`);
      const known = [...header.refusals, ...subprotocol.refusals].find((answer) =>
        ['user', 'permission', 'unavailable'].includes(refusalMeaning(answer)),
      );
      if (known) return rulesOut(`The socket does not say that the token is bad: ${answerText(known)}.`);
      return supports(
        'the socket refuses both ways',
        `${answerText(overRest)}, but the socket refuses the same token each time: ${answerText(first)}.`,
      );
    },
    next: 'Compare the JWT secret that the handler of the socket reads with that of REST: they come from different variables or at different times.',
  },
  'replica-secret-differs': {
    sentence: 'One replica of the chat backend has another secret.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const { pattern, accepted, refused } = readUses(seen);
      const turns = goodHandshakes(seen).filter(
        (answer) => !isAccepted(answer) && readSockets(seen, answer.offer).accepted,
      );
      const doubtful = seen.repeatedValidations.find(({ valid }) => valid === false);
      if (doubtful)
        return rulesOut(
          `The auth service itself refuses some of its tokens: ${answerText(doubtful.answer)}.`,
        );
      if (pattern === 'by turns' && allMean(refused, 'bad token')) {
        const [no, yes] = [refused[0], accepted[0]];
        return supports(
          'good tokens are refused by turns',
          `The same route takes and refuses good tokens by turns, fresh ones too: ${accepted.length} times ${String(yes?.status)}, ${refused.length} times ${no ? answerText(no) : ''}.`,
          'handshakes are refused by turns',
          'the socket refuses the header',
          'the socket refuses the subprotocol',
          'a foreign origin is refused',
          'the token in hand is refused',
          'refusals are all alike',
          'some routes refuse good tokens',
          'an agent run does not end',
        );
      }
      // One alone may be anything.
      if (pattern === 'accepted' && turns.length > 1 && allMean(turns, 'bad token'))
        return supports(
          'handshakes are refused by turns',
          `The socket takes and refuses a good token by turns: ${answersText(turns)}.`,
          'an agent run does not end',
        );
      if (pattern === 'unasked') return unasked;
      return pattern === 'accepted' || pattern === 'refused'
        ? rulesOut(`${seen.uses.length} uses of good tokens, one after the other, were all ${pattern}.`)
        : rulesOut('Which uses are refused does not depend on turns.');
    },
    next: `Restart or redeploy all replicas of the chat backend, and compare the fingerprint of the JWT secret of each. ${howToFingerprint}`,
  },
  'service-credentials-refused': {
    sentence:
      'The chat backend cannot say to the auth service who it is: its service id or secret is refused.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) =>
      whereAllAreRefused(seen, ['unavailable'], knowsTheToken, (first) => {
        if (!lastLogin(seen))
          return silent('It was not asked whether the chat backend finds the auth service.');
        if (isWithoutAuth(seen))
          return rulesOut(`The chat backend does not find the auth service at all: ${loginText(seen)}.`);
        const [none] = seen.withoutToken;
        // Who is refused as a service hears so at once.
        if (none && first.durationMs - none.durationMs > lateMs)
          return rulesOut(`The chat backend waits before it refuses: ${Math.round(first.durationMs)} ms.`);
        return (
          garbageDiffers(seen, first) ??
          supports(
            all,
            `The auth service calls the token valid, and the chat backend ${findsAuth(seen) === 'found' ? 'finds' : 'may find'} the auth service (${loginText(seen)}), but it refuses a good token and garbage alike: ${answerText(first)}.`,
            ...followUps,
          )
        );
      }),
    next: 'Compare SERVICE_ID and SERVICE_SECRET of the chat backend with those that the auth service expects, and restart whichever was changed.',
  },
  'auth-url-wrong': {
    sentence: 'The chat backend asks the wrong host about tokens.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      if (readUses(seen).pattern === 'refused' && findsAuth(seen) === 'found')
        return rulesOut(`The chat backend finds the auth service: ${loginText(seen)}.`);
      const meanings =
        findsAuth(seen) === 'another' ? (['bad token', 'unavailable'] as const) : (['unavailable'] as const);
      return whereAllAreRefused(seen, meanings, knowsTheToken, () => {
        const through = lastLogin(seen);
        if (!through) return silent('It was not asked whether the chat backend finds the auth service.');
        if (seen.login?.status !== 200) return silent('The login fails directly, too.');
        const direct = answerText(seen.login);
        if (findsAuth(seen) === 'another')
          return supports(
            all,
            `The auth service knows the token and the user (${direct}), but the chat backend asks one that knows neither: ${answerText(through)}.`,
            'a login through the backend fails',
            ...followUps,
          );
        const reaches = findsAuth(seen) === 'untold' ? 'may not reach' : 'does not reach';
        return supports(
          all,
          `The auth service answers us, also the login (${direct}), but the chat backend ${reaches} it: ${answerText(through)}, after ${Math.round(through.durationMs)} ms.`,
          'a login through the backend fails',
          // What is there answers the login in its own way.
          'an answer came from before the services',
          'a request ends in a server error',
          ...followUps,
        );
      });
    },
    next: 'Run npm run doctor again, as it may be an outage. If it stays, set the URL of the auth service in the environment of the chat backend, and look whether it can be reached from there.',
  },
} satisfies Record<string, Cause>;
