import { lastEvent } from '../../config/contract/events.ts';
import { allAnswers } from './all-answers.ts';
import { type Answer, isAccepted, isForeign, isLetIn, isRefused, refusalMeaning } from './answer.ts';
import { clockOffsets, toleratedMs } from './clock-offset.ts';
import { doesAnswer, type Observations } from './observations.ts';
import { readUses, type UsesPattern } from './read-uses.ts';
import { isMixedUp, lastLogin, readSockets } from './readings.ts';

const pattern =
  (wanted: UsesPattern) =>
  (seen: Observations): boolean =>
    readUses(seen).pattern === wanted;
const socketRefused = (seen: Observations, offer: string): boolean => {
  const { asked, accepted } = readSockets(seen, offer);
  return asked && !accepted;
};
const isOff = (ms: number | undefined): boolean => ms !== undefined && Math.abs(ms) > toleratedMs;
const failsThrough = ({ registration, login }: Observations, through: Answer | undefined): boolean =>
  registration !== undefined &&
  isAccepted(registration) &&
  login?.status === 200 &&
  through !== undefined &&
  !isAccepted(through);
const needsWrite = (seen: Observations): boolean =>
  seen.accounts.some(({ validation }) => validation?.permissions?.includes('write') === false);

/** What may be seen of a target, or of a configuration, that is not as it must be. Each is a sentence about the observations. */
export const symptomTable = {
  'configuration is not good': ({ configuration }) => configuration.length > 0,
  'a service does not answer': ({ auth, backend }) =>
    (auth !== undefined && !doesAnswer(auth)) || (backend !== undefined && !doesAnswer(backend)),
  'a service was not ready': ({ auth, backend }) =>
    [auth, backend].some((service) => service?.later && service.says),
  'a service is not healthy': ({ auth, backend }) =>
    [auth, backend].some(
      (service) =>
        doesAnswer(service) &&
        service.health.notUnderstood === undefined &&
        !/^(healthy|ok|up)$/i.test(service.says?.status ?? ''),
    ),
  'a service is another one': (seen) => isMixedUp(seen),
  'a service says that it is no staging': ({ auth, backend }) =>
    [auth, backend].some((service) => (service?.says?.environment ?? 'staging') !== 'staging'),
  'an answer came from before the services': (seen) => allAnswers(seen).some(isForeign),
  'an answer is not understood': (seen) =>
    allAnswers(seen).some(({ notUnderstood }) => notUnderstood !== undefined),
  'a request gets no answer': (seen) => allAnswers(seen).some(({ status }) => status === 0),
  'a page comes where data is expected': ({ uses, withoutToken }) =>
    [...uses, ...withoutToken].some((answer) => isAccepted(answer) && answer.form === 'page'),
  'a request ends in a server error': (seen) =>
    allAnswers(seen).some(({ status }) => status >= 500 && status !== 503),
  'requests are put off': (seen) =>
    seen.putOff.length > 0 || allAnswers(seen).some(({ status }) => status === 429),
  'clocks differ': (seen) => Object.values(clockOffsets(seen)).some(isOff),
  'the bypass refuses the key': ({ bypass }) =>
    bypass?.rightKey !== undefined && !isAccepted(bypass.rightKey),
  'nobody can register': ({ registration }) => registration !== undefined && !isAccepted(registration),
  'nobody can be signed in': ({ registration, bypass, accounts }) =>
    accounts.length === 0 &&
    [registration, bypass?.rightKey].some(
      (answer) => answer && isAccepted(answer) && answer.notUnderstood === undefined,
    ),
  'a login fails': ({ registration, login }) =>
    registration !== undefined && isAccepted(registration) && login !== undefined && !isAccepted(login),
  'a login through the backend fails': (seen) => failsThrough(seen, lastLogin(seen)),
  'a login through the backend fails at first': (seen) =>
    failsThrough(seen, seen.loginThroughBackend) && !failsThrough(seen, lastLogin(seen)),
  'the auth service refuses its own token': ({ accounts, repeatedValidations }) =>
    [...accounts.map(({ validation }) => validation), ...repeatedValidations].some(
      (validation) => validation?.valid === false,
    ),
  'the auth service does not validate': ({ accounts }) =>
    accounts.some(
      ({ validation }) =>
        validation && validation.valid === undefined && validation.answer.notUnderstood === undefined,
    ),
  'a user is not known': ({ accounts }) =>
    accounts.some(({ validation }) => validation?.userStatus === 'unknown'),
  'a user is not active': ({ accounts }) =>
    accounts.some(({ validation }) => validation?.userStatus === 'inactive'),
  'a token is not refreshed': ({ accounts }) =>
    accounts.some(
      ({ refresh, validation }) => validation?.userStatus === 'active' && refresh && !refresh.claims,
    ),
  'the own secret is another': ({ accounts, ownSecret }) =>
    (ownSecret !== undefined && 'problem' in ownSecret) ||
    accounts.some(({ isSignedWithOwnSecret }) => isSignedWithOwnSecret === false),
  'somebody else is named': ({ accounts }) =>
    accounts.some(
      ({ claims, validation }) => validation?.userId !== undefined && validation.userId !== claims.sub,
    ),
  'a forged token is accepted': (seen) =>
    seen.forgedAtAuth.some(({ forgery, valid }) => forgery !== 'known default' && valid === true) ||
    [...seen.forged, ...(seen.garbage ? [seen.garbage] : [])].some(isLetIn) ||
    readSockets(seen, 'forged token').accepted !== undefined,
  'a known default signs': ({ forgedAtAuth }) =>
    forgedAtAuth.some(({ forgery, valid }) => forgery === 'known default' && valid === true),
  'a protected route is open': (seen) =>
    seen.withoutToken.some(isLetIn) || readSockets(seen, 'no token').accepted !== undefined,
  'test headers let in': ({ withTestHeaders }) =>
    withTestHeaders !== undefined && isAccepted(withTestHeaders),
  'a public route is guarded': ({ publicRoutes }) =>
    publicRoutes.some((answer) => isRefused(answer) && !isForeign(answer)),
  'every good token is refused': pattern('refused'),
  'good tokens are refused at first': pattern('passing'),
  'some tokens are refused for a while': pattern('by token'),
  'a token is refused when it is used again': pattern('on reuse'),
  'some routes refuse good tokens': pattern('by family'),
  'good tokens are refused late': pattern('by latency'),
  'a good token is refused once': pattern('once'),
  'good tokens are refused in a row, and pass again': pattern('for a while'),
  'good tokens are refused by turns': pattern('by turns'),
  'a bad token is answered as an outage': (seen) =>
    seen.uses.some(isAccepted) &&
    [seen.garbage, ...seen.forged].some((answer) => answer && refusalMeaning(answer) === 'unavailable'),
  'refusals are all alike': ({ noSuchObject, uses }) =>
    noSuchObject !== undefined && uses.some(isAccepted) && noSuchObject.status !== 404,
  'a route refuses a good token': (seen) =>
    readUses(seen).pattern === 'accepted' &&
    seen.otherReads.some((answer) => isRefused(answer) && !isForeign(answer)),
  'the refused call is refused again': (seen) =>
    readUses(seen).pattern === 'accepted' &&
    seen.callAgain !== undefined &&
    isRefused(seen.callAgain) &&
    !isForeign(seen.callAgain),
  'a call was refused or got no answer': ({ refused }) => refused !== undefined,
  'the socket refuses both ways': (seen) =>
    socketRefused(seen, 'header') && socketRefused(seen, 'subprotocol'),
  'the socket refuses the header': (seen) =>
    socketRefused(seen, 'header') && readSockets(seen, 'subprotocol').accepted !== undefined,
  'the socket refuses the subprotocol': (seen) =>
    socketRefused(seen, 'subprotocol') && readSockets(seen, 'header').accepted !== undefined,
  'handshakes are refused by turns': (seen) =>
    ['header', 'subprotocol'].some((offer) => {
      const { accepted, refusals } = readSockets(seen, offer);
      return accepted !== undefined && refusals.length > 0;
    }),
  'a foreign origin is refused': (seen) =>
    socketRefused(seen, 'foreign origin') &&
    ['own origin', 'header', 'subprotocol'].some((offer) => readSockets(seen, offer).accepted),
  'no subprotocol is selected': ({ sockets }) =>
    sockets.some(
      ({ offer, status, subprotocol }) =>
        offer === 'subprotocol' && status === 101 && subprotocol !== 'jwt-auth',
    ),
  'no welcome comes': ({ sockets }) =>
    sockets.some(
      ({ offer, status, firstFrame, subprotocol }) =>
        status === 101 &&
        firstFrame === undefined &&
        (offer === 'header' || (offer === 'subprotocol' && subprotocol === 'jwt-auth')),
    ),
  'a permission is missing': (seen) => needsWrite(seen),
  'an agent run does not end': (seen) =>
    !needsWrite(seen) && seen.run !== undefined && seen.run.events.at(-1) !== lastEvent,
  'the token in hand is refused': ({ tokenInHand }) =>
    tokenInHand !== undefined &&
    (!tokenInHand.isToken ||
      tokenInHand.validation?.valid === false ||
      (tokenInHand.validation?.userStatus ?? 'active') !== 'active' ||
      (tokenInHand.use !== undefined && !isAccepted(tokenInHand.use))),
  'the offer in hand is refused': ({ offerInHand }) =>
    offerInHand !== undefined &&
    (offerInHand.problems.length > 0 ||
      (offerInHand.answer !== undefined && !isAccepted(offerInHand.answer))),
} satisfies Record<string, (seen: Observations) => boolean>;

export type Symptom = keyof typeof symptomTable;

/** The symptoms that are seen. */
export function symptomsOf(seen: Observations): Symptom[] {
  return (Object.keys(symptomTable) as Symptom[]).filter((name) => symptomTable[name](seen));
}
