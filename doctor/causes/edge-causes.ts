import { allAnswers } from '../observation/all-answers.ts';
import {
  allMean,
  type Answer,
  answersText,
  answerText,
  isAccepted,
  isForeign,
  isRefused,
} from '../observation/answer.ts';
import { readUses } from '../observation/read-uses.ts';
import { goodHandshakes, isRefusedAsNoToken, lastLogin, readSockets } from '../observation/readings.ts';
import type { Symptom } from '../observation/symptoms.ts';
import { type Cause, rulesOut, silent, supports } from './cause.ts';

/** What stands between the harness and the services. */
export const edgeCauses = {
  'edge-blocks-request': {
    sentence: 'A firewall rule before the services answers.',
    owner: 'operations',
    stage: 'first contact',
    judge: (seen) => {
      const { auth, backend, bypass, run } = seen;
      const isUpgraded = goodHandshakes(seen).some(isAccepted);
      const needsNoToken = [auth?.health, backend?.health, bypass?.rightKey, seen.registration, seen.login];
      const isBlocked = (answer: Answer | undefined): boolean => {
        if (answer?.status !== 403) return false;
        // A gateway says JSON of its own; so may another version of a service, but not where it need not refuse.
        const isGateways = answer.form === 'json' && [...needsNoToken, ...seen.publicRoutes].includes(answer);
        // Where some handshakes pass, it is about what they carry.
        return (isForeign(answer) || isGateways) && !(isUpgraded && 'offer' in answer);
      };
      const blocked = allAnswers(seen).filter(isBlocked);
      const [first] = blocked;
      if (allAnswers(seen).length === 0) return silent('Nothing was asked.');
      if (!first) return rulesOut('No 403 came in a form that no service sends.');
      const follows: [Symptom, (Answer | undefined)[]][] = [
        ['a service is not healthy', [auth?.health, backend?.health]],
        ['every good token is refused', [...readUses(seen).refused]],
        ['some routes refuse good tokens', [...readUses(seen).refused]],
        [
          'the socket refuses both ways',
          goodHandshakes(seen).filter(({ offer }) => ['header', 'subprotocol'].includes(offer)),
        ],
        ['a login through the backend fails', [lastLogin(seen)]],
        ['a login through the backend fails at first', [seen.loginThroughBackend]],
        ['a login fails', [seen.login]],
        ['nobody can register', [seen.registration]],
        ['nobody can be signed in', [seen.registration, bypass?.rightKey]],
        ['the bypass refuses the key', [bypass?.rightKey]],
        ['refusals are all alike', [seen.noSuchObject]],
        ['an agent run does not end', [run?.thread, run?.asked]],
      ];
      return supports(
        'an answer came from before the services',
        `${blocked.length} answers are 403 in a form that no service sends: ${answersText(blocked.slice(0, 2))}.`,
        ...follows.filter(([, answers]) => answers.some(isBlocked)).map(([symptom]) => symptom),
      );
    },
    next: 'Look at the rules and the log of the firewall or proxy, with the time and the path above, and let the harness through.',
  },
  'edge-rate-limited': {
    sentence: 'Too many requests come from here.',
    owner: 'operations',
    stage: 'first contact',
    judge: (seen) => {
      const limited = allAnswers(seen).filter(({ status }) => status === 429);
      const [first] = limited;
      const [asked = first?.asked] = seen.putOff;
      const hasPassed = allAnswers(seen).some((answer) => answer.asked === asked && answer.status !== 429);
      if (asked !== undefined)
        return supports(
          'requests are put off',
          `Requests are answered with 429${hasPassed ? ', and pass after a wait' : ', also after a wait'}: ${first ? answerText(first) : asked}.`,
          'an answer came from before the services',
        );
      return allAnswers(seen).length === 0 ? silent('Nothing was asked.') : rulesOut('No answer was 429.');
    },
    next: 'Set STAGING_REQUESTS_PER_MINUTE lower, or raise the limit for the address of the harness.',
  },
  'edge-strips-authorization': {
    sentence: 'A proxy drops the header Authorization.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const [header, subprotocol] = [readSockets(seen, 'header'), readSockets(seen, 'subprotocol')];
      const { accepted, refused } = readUses(seen);
      if (!header.asked) return silent('The socket was not asked.');
      if (header.accepted) return rulesOut(`The socket takes the header: ${answerText(header.accepted)}.`);
      if (!subprotocol.accepted)
        return silent(
          'No handshake tells: without an Origin, one with the token as subprotocol is refused as well.',
        );
      const odd = header.refusals.find((answer) => !isRefused(answer) || isForeign(answer));
      if (odd) return rulesOut(`The header is not what the handshake failed for: ${answerText(odd)}.`);
      const [use] = refused;
      if (use && (accepted.length > 0 || !allMean(refused, 'no token')))
        return rulesOut(`REST reads the header: ${answerText(accepted[0] ?? use)}.`);
      const where = use
        ? `, and REST answers a good token as none: ${answerText(use)}`
        : ', while REST reads the header: so it is dropped on upgrades';
      return supports(
        'the socket refuses the header',
        `The same token passes as a subprotocol, and is refused as a header (${answersText(header.refusals.slice(0, 1))})${where}.`,
        'every good token is refused',
        'the token in hand is refused',
        'an agent run does not end',
      );
    },
    next: 'Let the proxy pass the header Authorization on, on upgrades as well.',
  },
  'upgrade-not-forwarded': {
    sentence: 'A proxy does not pass Upgrade on.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const { sockets } = seen;
      if (sockets.length === 0) return silent('The socket was not asked.');
      const odd = sockets.filter(
        ({ status, form }) => [400, 404, 426].includes(status) || (status === 200 && form === 'page'),
      );
      const other = sockets.find((answer) => !odd.includes(answer));
      if (other) return rulesOut(`Not every handshake is answered so: ${answerText(other)}.`);
      return supports(
        'the socket refuses both ways',
        `Every handshake, also one without a token, gets an answer that is about the upgrade and not about a token: ${answersText(sockets.slice(0, 1))}. ${seen.plainSocketPath ? `Without an upgrade, for comparison: ${answerText(seen.plainSocketPath)}.` : ''}`.trim(),
        'an answer came from before the services',
      );
    },
    next: 'Try a handshake past what stands before the chat backend (the answer above names it where it can). Where that works, let it pass WebSockets on for that path: in a load balancer by its setting for WebSockets, in nginx by proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade and proxy_set_header Connection "upgrade". Where it fails as well, give both answers to the developers of the chat backend.',
  },
  'subprotocol-not-selected': {
    sentence: 'The server selects no subprotocol: browsers abort, header clients do not.',
    owner: 'product',
    stage: 'split',
    judge: (seen) => {
      const offering = goodHandshakes(seen).filter(({ offer }) => offer !== 'header');
      const accepted = offering.find(isAccepted);
      if (offering.length === 0) return silent('The socket was not asked.');
      if (!accepted) return silent('No handshake with the token as subprotocol is let in.');
      return accepted.subprotocol === 'jwt-auth'
        ? rulesOut('The socket selects jwt-auth.')
        : supports(
            'no subprotocol is selected',
            `The handshake was upgraded, but selects ${accepted.subprotocol ? `"${accepted.subprotocol}"` : 'nothing'} of the offered jwt-auth, so that a browser ends it.`,
            'no welcome comes',
          );
    },
    next: 'Answer an upgrade that offers jwt-auth with Sec-WebSocket-Protocol: jwt-auth (docs/contract.md W3).',
  },
  'origin-refused': {
    sentence: 'A foreign or missing Origin is refused.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const [header, subprotocol] = [readSockets(seen, 'header'), readSockets(seen, 'subprotocol')];
      const [own, foreign] = [readSockets(seen, 'own origin'), readSockets(seen, 'foreign origin')];
      const inside = own.accepted ?? header.accepted ?? subprotocol.accepted;
      const outside = [...foreign.refusals, ...(subprotocol.accepted ? [] : subprotocol.refusals)];
      if (!foreign.asked) return silent('The socket was not asked.');
      if (foreign.accepted) return rulesOut(`A foreign Origin is let in: ${answerText(foreign.accepted)}.`);
      if (!inside) {
        const refusals = goodHandshakes(seen);
        const [first] = refusals;
        const [overRest] = readUses(seen).accepted;
        const isAlike = refusals.every((answer) => isRefusedAsNoToken(seen, answer));
        return first && overRest && isAlike
          ? supports(
              'the socket refuses both ways',
              `${answerText(overRest)}, but the socket answers the same token as it answers none, from each Origin that was tried: ${answerText(first)}. Another Origin may be let in.`,
            )
          : silent('No handshake with a good token is let in, from whatever Origin.');
      }
      const odd = outside.find((answer) => ![401, 403].includes(answer.status));
      if (odd) return rulesOut(`That handshake did not fail for its Origin: ${answerText(odd)}.`);
      if (readUses(seen).pattern !== 'accepted' && !outside.every(isForeign))
        return silent('Good tokens are refused now and then, also over REST.');
      return supports(
        own.accepted && !subprotocol.accepted
          ? 'the socket refuses both ways'
          : 'a foreign origin is refused',
        `The socket takes a good token (${answerText(inside)}), but not from a foreign Origin${subprotocol.accepted ? '' : ', nor without one, as the tests of this harness ask'}: ${answersText(outside.slice(0, 2))}. ${outside.every(isForeign) ? 'That is no answer of the chat backend: something before it refuses.' : 'The chat backend itself may refuse.'}`,
        'a foreign origin is refused',
        'an answer came from before the services',
      );
    },
    next: 'It may be meant so. A page of ours that is refused: add its exact Origin (scheme, host, port) to those that are allowed, at whatever refuses it; never "*". The tests, and whatever else is no browser, send none: let who owns that rule decide whether they are let in, or which Origin they are to send.',
  },
} satisfies Record<string, Cause>;
