import { allAnswers } from '../all-answers.ts';
import { answerText } from '../answer-text.ts';
import type { Answer } from '../answer.ts';
import { doesAnswer } from '../does-answer.ts';
import { isAccepted } from '../is-accepted.ts';
import { isPage } from '../is-page.ts';
import type { Observations, ServiceSeen } from '../observations.ts';
import { readSockets } from '../read-sockets.ts';
import { readUses } from '../read-uses.ts';
import type { Cause, Verdict } from './cause.ts';
import { rulesOut } from './rules-out.ts';
import { silent } from './silent.ts';
import { supports } from './supports.ts';
import { usesMean } from './uses-mean.ts';

const texts = (answers: readonly Answer[]): string => answers.map(answerText).join('; ');

const reasons: [RegExp, string][] = [
  [/ENOTFOUND|EAI_AGAIN/, 'the name is not known (DNS)'],
  [/ECONNREFUSED/, 'nothing listens there'],
  [/CERT|SSL|TLS|EPROTO|self.signed/i, 'the TLS handshake fails'],
  [/in time|ETIMEDOUT|TIMEOUT/i, 'nothing answers in time'],
  [/ECONNRESET|hang up|closed|SOCKET/i, 'the connection is cut'],
];

function judgeDown(service: ServiceSeen | undefined, name: string): Verdict {
  if (!service) return silent(`The ${name} was not asked.`);
  const { health } = service;
  if (doesAnswer(service)) return rulesOut(`The ${name} answers: ${answerText(health)}.`);
  const { failure = '' } = health;
  const [, reason] = reasons.find(([pattern]) => pattern.test(failure)) ?? [
    undefined,
    'it does not speak HTTP',
  ];
  return supports(
    'a service does not answer',
    `The ${name} gives no answer: ${reason}. ${answerText(health)}.`,
  );
}

/** The handshakes that carried a good token, whatever the way. */
const withGoodToken = (seen: Observations) =>
  ['header', 'subprotocol', 'own origin', 'foreign origin'].map((offer) => readSockets(seen, offer));

/** As a service answers that is starting, also one that hides why. */
const isUnready = ({ status, form }: Answer): boolean =>
  status === 503 || (status === 401 && form === 'empty');

/** What stands before the services, their network, and their lives. */
export const edgeCauses = {
  'edge-blocks-request': {
    sentence: 'A firewall rule before the services answers.',
    owner: 'operations',
    stage: 'first contact',
    judge: (seen) => {
      const isUpgraded = withGoodToken(seen).some(({ accepted }) => accepted);
      // Where some handshakes pass, it is about what they carry.
      const blocked = allAnswers(seen).filter(
        (answer) => answer.status === 403 && isPage(answer) && !(isUpgraded && 'offer' in answer),
      );
      const [first] = blocked;
      if (allAnswers(seen).length === 0) return silent('Nothing was asked.');
      if (!first) return rulesOut('No 403 came as a page: the services themselves answer.');
      const by = first.server ?? first.via;
      return supports(
        'a page came from before the services',
        `${String(blocked.length)} answers are a page with 403 and no trace id, which no service sends${by === undefined ? '' : ` (server: ${by})`}: ${texts(blocked.slice(0, 2))}.`,
        'a service is not healthy',
        'every good token is refused',
        'some routes refuse good tokens',
        'the socket refuses both ways',
        'a login through the backend fails',
        'a login fails',
        'nobody can register',
        'the bypass refuses the key',
        'refusals are all alike',
        'no events come',
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
      if (first ?? seen.putOff.length > 0)
        return supports(
          'requests are put off',
          `${String(limited.length + seen.putOff.length)} answers were 429; after a wait, others passed. ${first ? answerText(first) : (seen.putOff[0] ?? '')}.`,
          'a page came from before the services',
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
      if (!subprotocol.accepted) return rulesOut('The subprotocol is refused as well.');
      const [use] = refused;
      if (use && (accepted.length > 0 || !usesMean(refused, 'no token')))
        return rulesOut(`REST reads the header: ${answerText(accepted[0] ?? use)}.`);
      const where = use
        ? `, and REST answers a good token as none: ${answerText(use)}`
        : ', while REST reads the header: so it is dropped on upgrades';
      return supports(
        'the socket refuses the header',
        `The same token passes as a subprotocol, and is refused as a header (${texts(header.refusals.slice(0, 1))})${where}.`,
        'every good token is refused',
        'the token in hand is refused',
        'no events come',
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
      const odd = sockets.filter(({ status }) => [400, 404, 426].includes(status));
      if (odd.length < sockets.length)
        return rulesOut('Handshakes reach the chat backend, which answers them.');
      return supports(
        'the socket refuses both ways',
        `Every handshake, also without a token, is answered as no handshake: ${texts(sockets.slice(0, 1))}${seen.plainSocketPath ? `; ${answerText(seen.plainSocketPath)}` : ''}.`,
        'a page came from before the services',
      );
    },
    next: 'Let the proxy pass Upgrade and Connection on for the path of the socket (HTTP/1.1 upstream).',
  },
  'subprotocol-not-selected': {
    sentence: 'The server selects no subprotocol: browsers abort, header clients do not.',
    owner: 'product',
    stage: 'split',
    judge: (seen) => {
      const { accepted, asked } = readSockets(seen, 'subprotocol');
      if (!asked) return silent('The socket was not asked.');
      if (!accepted) return silent('The socket refuses the subprotocol.');
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
      const [header, subprotocol, own, foreign] = withGoodToken(seen);
      const inside = own?.accepted ?? header?.accepted ?? subprotocol?.accepted;
      const outside = [
        ...(foreign?.refusals ?? []),
        ...(subprotocol?.accepted ? [] : (subprotocol?.refusals ?? [])),
      ];
      if (!foreign?.asked) return silent('The socket was not asked.');
      if (foreign.accepted) return rulesOut(`A foreign Origin is let in: ${answerText(foreign.accepted)}.`);
      if (!inside) return silent('No handshake with a good token is let in, from whatever Origin.');
      return supports(
        own?.accepted && !subprotocol?.accepted
          ? 'the socket refuses both ways'
          : 'a foreign origin is refused',
        `${answerText(inside)}, but ${texts(outside.slice(0, 2))}.`,
        'a foreign origin is refused',
        'a page came from before the services',
      );
    },
    next: 'Add the Origin of the caller to those that the socket, or the proxy before it, allows; header clients send none.',
  },
  'service-starting': {
    sentence: 'A service was not ready yet.',
    owner: 'operations',
    stage: 'first contact',
    judge: (seen) => {
      const { auth, backend } = seen;
      const services = [
        ['auth service', auth],
        ['chat backend', backend],
      ] as const;
      if (!auth && !backend) return silent('No service was asked.');
      const late = services.flatMap(([name, service]) =>
        service?.later && service.says && isUnready(service.health)
          ? `The ${name} became ready ${String(service.later.afterMs / 1000)} s after the first look: ${answerText(service.health)}, then 200.`
          : [],
      );
      if (late.length > 0)
        return supports('a service was not ready', late.join(' '), 'a page came from before the services');
      const isOpen = seen.publicRoutes.some(isAccepted) || (backend === undefined && auth !== undefined);
      const never = [
        auth && !auth.says && !auth.namesDatabase && !(seen.registration && isAccepted(seen.registration))
          ? auth
          : undefined,
        backend && !backend.says && !isOpen ? backend : undefined,
      ].find((service) => service?.later && isUnready(service.health));
      return never
        ? supports(
            'a service is not healthy',
            `It did not become ready within ${String((never.later?.afterMs ?? 0) / 1000)} s: ${answerText(never.health)}.`,
            'nobody can register',
            'the bypass refuses the key',
            'every good token is refused',
            'a login through the backend fails',
            'the socket refuses both ways',
          )
        : rulesOut('Both services were ready at the first look, or are unwell in another way.');
    },
    next: 'Nothing, if it was just deployed: run again, with STAGING_READY_TIMEOUT_MS for how long it starts. Else look at why it restarts.',
  },
  'database-down': {
    sentence: 'The user store is down.',
    owner: 'operations',
    stage: 'first contact',
    judge: ({ auth, backend, registration, login }) => {
      if (auth?.namesDatabase ?? backend?.namesDatabase)
        return supports(
          'a service is not healthy',
          'The health answer names a database that is not well.',
          'nobody can register',
          'the bypass refuses the key',
          'a login fails',
        );
      if (!registration) return silent('Nobody tried to register.');
      if (isAccepted(registration)) return rulesOut(`Users can be stored: ${answerText(registration)}.`);
      if (isPage(registration)) return silent('The registration did not reach the auth service.');
      const isServerFault =
        registration.status >= 500 || (registration.form === 'empty' && registration.status === 401);
      const says = auth?.says
        ? 'The auth service says that it is healthy, but'
        : 'The auth service is not healthy, and';
      return isServerFault
        ? supports(
            auth?.says ? 'nobody can register' : 'a service is not healthy',
            `${says} each call that needs its users fails: ${texts([registration, ...(login ? [login] : [])])}.`,
            'nobody can register',
            'the bypass refuses the key',
            'the auth service does not validate',
          )
        : rulesOut(`The registration fails in another way: ${answerText(registration)}.`);
    },
    next: 'Bring the database of the auth service back, and let its health answer tell of it.',
  },
  'auth-service-down': {
    sentence: 'The auth service does not answer.',
    owner: 'operations',
    stage: 'first contact',
    judge: ({ auth }) => judgeDown(auth, 'auth service'),
    next: 'Start it, or set STAGING_AUTH_URL to where it is.',
  },
  'backend-down': {
    sentence: 'The chat backend does not answer.',
    owner: 'operations',
    stage: 'first contact',
    judge: ({ backend }) => judgeDown(backend, 'chat backend'),
    next: 'Start it, or set STAGING_BACKEND_URL to where it is.',
  },
  'wrong-host-or-path': {
    sentence: 'A URL points at another service or path.',
    owner: 'harness',
    stage: 'first contact',
    judge: (seen) => {
      const { auth, backend } = seen;
      const services = [
        ['STAGING_AUTH_URL', auth],
        ['STAGING_BACKEND_URL', backend],
      ] as const;
      const asked = services.filter(([, service]) => doesAnswer(service));
      if (asked.length === 0) return silent('No service answers.');
      const alike = auth?.says && backend?.says?.service === auth.says.service;
      if (alike)
        return supports(
          'a service is another one',
          `Both URLs lead to one service: it says that it is ${auth.says?.service ?? ''}.`,
          'every good token is refused',
          'some routes refuse good tokens',
          'refusals are all alike',
          'the socket refuses both ways',
          'a login through the backend fails',
          'nobody can register',
          'the bypass refuses the key',
          'a public route is guarded',
          'a protected route is open',
        );
      const strange = asked.find(([, service]) => {
        const { health } = service?.later ?? service ?? {};
        return health !== undefined && !service?.says && (health.status === 404 || health.status === 200);
      });
      return strange?.[1]
        ? supports(
            'a service is not healthy',
            `${strange[0]} leads to something that has no health answer: ${answerText(strange[1].health)}${strange[1].nonsense ? `; ${answerText(strange[1].nonsense)}` : ''}.`,
            'every good token is refused',
            'the socket refuses both ways',
            'a login through the backend fails',
            'nobody can register',
            'the bypass refuses the key',
            'a page came from before the services',
          )
        : rulesOut('Each URL leads to a service that says what it is, or that is not ready.');
    },
    next: 'Set the URL to the root of that service: <URL>/health must tell its name (npm run config shows where the value comes from).',
  },
  'handshake-timeout': {
    sentence: 'The upgrade takes longer than the proxy allows.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const refusals = withGoodToken(seen).flatMap((offer) => offer.refusals);
      const cut = refusals.filter(
        ({ status }) => status === 504 || status === 502 || status === 408 || status === 0,
      );
      const durations = cut.map(({ durationMs }) => durationMs);
      if (seen.sockets.length === 0) return silent('The socket was not asked.');
      if (cut.length === 0) return rulesOut('No handshake was cut.');
      const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
      const isLimit =
        cut.some(({ status }) => status === 504) ||
        (cut.length > 1 && shortest > 50 && longest < 1.3 * shortest);
      return isLimit
        ? supports(
            'the socket refuses both ways',
            `${String(cut.length)} handshakes were cut after ${String(Math.round(shortest))} to ${String(Math.round(longest))} ms: ${texts(cut.slice(0, 1))}.`,
            'a page came from before the services',
            'no welcome comes',
          )
        : rulesOut(`Handshakes end after different times: ${texts(cut.slice(0, 2))}.`);
    },
    next: 'Find out why the upgrade is slow (the check of the token comes before it), or let the proxy wait longer.',
  },
} satisfies Record<string, Cause>;
