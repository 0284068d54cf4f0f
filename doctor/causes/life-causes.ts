import { failureMeaning } from '../../helpers/errors/connection-failure.ts';
import { type Answer, answersText, answerText, isAccepted, isForeign } from '../observation/answer.ts';
import { doesAnswer, type ServiceSeen } from '../observation/observations.ts';
import { goodHandshakes, isMixedUp } from '../observation/readings.ts';
import { type Cause, rulesOut, silent, supports, type Verdict } from './cause.ts';

function judgeDown(service: ServiceSeen | undefined, name: string): Verdict {
  if (!service) return silent(`The ${name} was not asked.`);
  const { health } = service;
  const last = (service.later ?? service).health;
  if (last.status === 502 || last.status === 504 || (last.status === 503 && isForeign(last)))
    return supports(
      'a service is not healthy',
      `Something answers in place of the ${name}, and says that nothing behind it does: ${answerText(last)}.`,
      'an answer came from before the services',
      'a request ends in a server error',
      'a login through the backend fails',
    );
  if (doesAnswer(service)) return rulesOut(`The ${name} answers: ${answerText(health)}.`);
  const meaning = failureMeaning(health.failure ?? '');
  const why = meaning ? `: ${meaning.words}` : '';
  return supports(
    'a service does not answer',
    [`The ${name} gives no answer${why}. ${answerText(health)}.`, ...(meaning ? [meaning.advice] : [])].join(
      ' ',
    ),
    'a request gets no answer',
  );
}

/** As a service answers that is starting, also one that hides why. */
const isUnready = ({ status, form }: Answer): boolean =>
  status === 503 || (status === 401 && form === 'empty');

/** No proxy gives up on a handshake earlier. */
const leastLimitMs = 500;

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
        service?.later && service.says && (isUnready(service.health) || service.health.status === 0)
          ? `The ${name} became ready ${service.later.afterMs / 1000} s after the first look: ${answerText(service.health)}, then 200.`
          : [],
      );
      if (late.length > 0)
        return supports(
          'a service was not ready',
          late.join(' '),
          'an answer came from before the services',
          'a request gets no answer',
        );
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
            `It did not become ready within ${(never.later?.afterMs ?? 0) / 1000} s: ${answerText(never.health)}.`,
            'nobody can register',
            'the bypass refuses the key',
            'every good token is refused',
            'a login through the backend fails',
            'the socket refuses both ways',
          )
        : auth?.says && backend?.says
          ? rulesOut('Both services were ready at the first look.')
          : silent('A service is unwell, but not as one that starts.');
    },
    next: 'Nothing, if it was just deployed: run again, with STAGING_READY_TIMEOUT_MS for how long it starts. Else look at why it restarts.',
  },
  'database-down': {
    sentence: 'The user store is down.',
    owner: 'operations',
    stage: 'first contact',
    judge: ({ auth, bypass, registration, login }) => {
      const stored = [registration, bypass?.rightKey, login].find((answer) => answer && isAccepted(answer));
      if (stored) return rulesOut(`The auth service has its users: ${answerText(stored)}.`);
      if (auth?.namesDatabase && auth.says?.status !== 'healthy')
        return supports(
          'a service is not healthy',
          'The health answer of the auth service names a database that is not well.',
          'nobody can register',
          'the bypass refuses the key',
          'a login fails',
          'a request ends in a server error',
        );
      if (!registration) return silent('Nobody tried to register.');
      if (isForeign(registration)) return silent('The registration did not reach the auth service.');
      const isServerFault =
        registration.status >= 500 || (registration.form === 'empty' && registration.status === 401);
      const says = auth?.says
        ? 'The auth service says that it is healthy, but'
        : 'The auth service is not healthy, and';
      return isServerFault
        ? supports(
            auth?.says ? 'nobody can register' : 'a service is not healthy',
            `${says} each call that needs its users fails: ${answersText([registration, ...(login ? [login] : [])])}.`,
            'nobody can register',
            'the bypass refuses the key',
            'the auth service does not validate',
            'a request ends in a server error',
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
    next: 'Ask that URL from here (curl -v), and begin with what the line above advises. Where the URL is wrong, set STAGING_AUTH_URL to where the service is; where the service is down, start it; where something stands between, look there.',
  },
  'backend-down': {
    sentence: 'The chat backend does not answer.',
    owner: 'operations',
    stage: 'first contact',
    judge: ({ backend }) => judgeDown(backend, 'chat backend'),
    next: 'Ask that URL from here (curl -v), and begin with what the line above advises. Where the URL is wrong, set STAGING_BACKEND_URL to where the service is; where the service is down, start it; where something stands between, look there.',
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
      if (isMixedUp(seen))
        return supports(
          'a service is another one',
          auth?.says && backend?.says?.service === auth.says.service
            ? `Both URLs lead to one service: it says that it is ${auth.says.service}.`
            : `Each URL leads to the other service: ${answersText([auth?.nonsense, backend?.nonsense].filter((answer) => answer !== undefined))}.`,
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
        if (health === undefined || service?.says) return false;
        return health.status === 404 || (health.status === 200 && health.form !== 'json');
      });
      const { sockets, plainSocketPath } = seen;
      const [first] = sockets;
      const nonsense = backend?.nonsense;
      const isNoPath =
        plainSocketPath?.status === 404 &&
        plainSocketPath.status === nonsense?.status &&
        plainSocketPath.code === nonsense.code;
      const isNowhere =
        isNoPath && sockets.every((answer) => [403, 404].includes(answer.status) && !isForeign(answer));
      const isSilent = sockets.every(({ failure }) => failure?.includes('in time'));
      const isWebsite = sockets.every(({ status, form }) => status === 200 && form === 'page');
      if (!strange && first && isWebsite)
        return supports(
          'the socket refuses both ways',
          `A website answers where the socket should be: ${answerText(first)} with a page.`,
        );
      if (!strange && first && (isNowhere || isSilent))
        return supports(
          'the socket refuses both ways',
          isNowhere
            ? `The path of the socket is answered as any path that is not there: ${answersText([plainSocketPath, first])}.`
            : `Nothing answers a handshake, whatever it carries: ${answerText(first)}.`,
          'a request gets no answer',
        );
      return strange?.[1]
        ? supports(
            'a service is not healthy',
            `${strange[0]} leads to something that has no health answer: ${answerText(strange[1].health)}${strange[1].nonsense ? `; ${answerText(strange[1].nonsense)}` : ''}.`,
            'every good token is refused',
            'the socket refuses both ways',
            'a login through the backend fails',
            'nobody can register',
            'the bypass refuses the key',
            'an answer came from before the services',
            'a request ends in a server error',
          )
        : asked.length === services.length
          ? rulesOut('What answers says which service it is, or is not ready.')
          : silent('What does not answer does not say which service it is.');
    },
    next: 'Set the URL to the root of that service: <URL>/health must tell its name (npm run config shows where the value comes from).',
  },
  'handshake-timeout': {
    sentence: 'The upgrade takes longer than the proxy allows.',
    owner: 'operations',
    stage: 'split',
    judge: (seen) => {
      const cut = goodHandshakes(seen).filter(({ status }) => [0, 408, 502, 504].includes(status));
      const durations = cut.map(({ durationMs }) => durationMs);
      if (seen.sockets.length === 0) return silent('The socket was not asked.');
      if (cut.length === 0) return rulesOut('No handshake was cut.');
      const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
      const inside = goodHandshakes(seen).find(isAccepted);
      if (inside) return rulesOut(`Handshakes come through: ${answerText(inside)}.`);
      const isSaid = cut.every(
        ({ status, failure = '' }) => status === 504 || status === 408 || failure.includes('in time'),
      );
      const isAlike = cut.length > 1 && longest < 1.3 * shortest;
      return shortest > leastLimitMs && (isSaid || isAlike)
        ? supports(
            'the socket refuses both ways',
            `${cut.length} handshakes were cut after ${Math.round(shortest)} to ${Math.round(longest)} ms: ${answersText(cut.slice(0, 1))}.`,
            'an answer came from before the services',
            'a request ends in a server error',
            'a request gets no answer',
            'no welcome comes',
          )
        : rulesOut(`Handshakes fail, but not for their time: ${answersText(cut.slice(0, 2))}.`);
    },
    next: 'Find out why the upgrade is slow (the check of the token comes before it), or let the proxy wait longer.',
  },
} satisfies Record<string, Cause>;
