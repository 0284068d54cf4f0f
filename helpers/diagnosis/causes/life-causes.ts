import { answerText } from '../answer-text.ts';
import type { Answer } from '../answer.ts';
import { doesAnswer } from '../does-answer.ts';
import { isAccepted } from '../is-accepted.ts';
import { isPage } from '../is-page.ts';
import type { ServiceSeen } from '../observations.ts';
import type { Cause, Verdict } from './cause.ts';
import { rulesOut } from './rules-out.ts';
import { silent } from './silent.ts';
import { supports } from './supports.ts';
import { withGoodToken } from './with-good-token.ts';

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

/** As a service answers that is starting, also one that hides why. */
const isUnready = ({ status, form }: Answer): boolean =>
  status === 503 || (status === 401 && form === 'empty');

/** Services that are not there, not yet, or elsewhere, and the time that they take. */
export const lifeCauses = {
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
      if ([auth, backend].some((service) => service?.namesDatabase))
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
      const refusals = Object.values(withGoodToken(seen)).flatMap((offer) => offer.refusals);
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
