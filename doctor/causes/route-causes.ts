import { answersText, answerText, isAccepted, isForeign, isLetIn, isRefused } from '../observation/answer.ts';
import { readUses } from '../observation/read-uses.ts';
import { goodHandshakes, readSockets } from '../observation/readings.ts';
import { type Cause, rulesOut, silent, supports } from './cause.ts';

/** Which routes there are, and whom they let in. */
export const routeCauses = {
  'route-missing': {
    sentence: 'A path or method does not exist, and that is masked as a refusal.',
    owner: 'product',
    stage: 'first contact',
    judge: (seen) => {
      const { pattern, refused, families } = readUses(seen);
      const masked = seen.siblings.filter(
        (answer) => isRefused(answer) && answer.status !== 503 && !isForeign(answer),
      );
      if (seen.siblings.length === 0)
        return silent('No path that is not there was asked for with a good token.');
      if (pattern !== 'by family' || !refused.every(isRefused))
        return rulesOut('No family of routes refuses what the others take.');
      return masked.some(({ family }) => !families.includes(family))
        ? supports(
            'some routes refuse good tokens',
            `A path that is not there is refused in the same way: ${answersText(refused.slice(0, 1))}; ${answersText(masked.slice(0, 1))}.`,
            'refusals are all alike',
            'an agent run does not end',
          )
        : rulesOut(`Paths that are not there are 404: ${answersText(seen.siblings.slice(0, 1))}.`);
    },
    next: 'Deploy the version that has the route, or ask the path of docs/contract.md §3. Answer 404 for what is not there.',
  },
  'permission-missing': {
    sentence: 'The token lacks a permission: the socket is open, and no event comes.',
    owner: 'operations',
    stage: 'open socket',
    judge: ({ accounts, run, uses, tokenInHand }) => {
      const lacking = accounts.find(({ validation }) => validation?.permissions?.includes('write') === false);
      const full = accounts.find(({ validation }) => validation?.permissions?.includes('write'));
      if (accounts.every(({ validation }) => validation?.permissions === undefined))
        return silent('There is no token that the auth service knows.');
      const inHand = tokenInHand?.validation?.permissions;
      if (!lacking && inHand?.includes('read') === false)
        return supports(
          'the token in hand is refused',
          `The auth service calls the token in hand valid, but it has the permissions ${inHand.join(', ') || 'none'}, not read.`,
        );
      if (!lacking) return rulesOut('The tokens have the permissions read and write.');
      const asked = run?.asked ?? run?.thread;
      const told = asked ? ` ${answerText(asked)}.` : '';
      const control = full ? ` The ${full.way} user has it.` : '';
      return supports(
        'a permission is missing',
        `The auth service says that the ${lacking.way} user may ${lacking.validation?.permissions?.join(', ') ?? 'nothing'}, not write, which an agent run needs; reading ${uses.some(isAccepted) ? 'works' : 'was not seen'}.${told}${control}`,
        'an agent run does not end',
        'the refused call is refused again',
      );
    },
    next: 'Give the user the permission write, or sign in as one who has it.',
  },
  'test-header-trusted': {
    sentence: 'Test headers switch the check off.',
    owner: 'product',
    stage: 'false accept',
    judge: ({ withTestHeaders, garbage, withoutToken }) => {
      if (!withTestHeaders) return silent('Test headers were not sent.');
      const plain = garbage ?? withoutToken[0];
      if (!isAccepted(withTestHeaders))
        return rulesOut(`Test headers change nothing: ${answerText(withTestHeaders)}.`);
      return plain && isAccepted(plain)
        ? silent('It is let in without test headers as well.')
        : supports(
            'test headers let in',
            `Garbage is let in with test headers, and refused without: ${answerText(withTestHeaders)}${plain ? `; ${answerText(plain)}` : ''}.`,
          );
    },
    next: 'Stop: anybody is let in. Take the test headers out of the deployed build.',
  },
  'public-route-guarded': {
    sentence: 'A public route asks for a token: the exclusion list matches too little.',
    owner: 'product',
    stage: 'split',
    judge: ({ publicRoutes, backend }) => {
      const asked = [...publicRoutes, ...(backend ? [(backend.later ?? backend).health] : [])];
      const guarded = asked.filter(
        (answer) => isRefused(answer) && answer.status !== 503 && !isForeign(answer),
      );
      if (publicRoutes.length === 0) return silent('No public route was asked.');
      if (guarded.length === asked.length) return silent('The chat backend refuses everything.');
      return guarded.length > 0
        ? supports(
            'a public route is guarded',
            `Public routes are refused without a token: ${answersText(guarded)}.`,
            'a service is not healthy',
          )
        : rulesOut('The public routes are open.');
    },
    next: 'Put the path onto the list of those that need no token (docs/contract.md P1); match whole segments (P3).',
  },
  'protected-route-open': {
    sentence: 'A protected route asks for no token: the exclusion list matches too much.',
    owner: 'product',
    stage: 'false accept',
    judge: (seen) => {
      const open = [...seen.withoutToken.filter(isLetIn)];
      const socket = readSockets(seen, 'no token').accepted;
      if (seen.withoutToken.length === 0) return silent('No protected route was asked without a token.');
      return open.length > 0 || socket
        ? supports(
            'a protected route is open',
            `Protected routes are open without a token: ${answersText([...open, ...(socket ? [socket] : [])])}. No positive result of them counts.`,
            'a forged token is accepted',
            'test headers let in',
          )
        : rulesOut(
            `Protected routes are closed without a token: ${answersText(seen.withoutToken.slice(0, 1))}.`,
          );
    },
    next: 'Stop: anybody is let in there. Take the path off the list of those that need no token (docs/contract.md P2); match whole segments (P3).',
  },
  'upgrade-handler-crashes': {
    sentence: 'The handler of upgrades crashes, whoever asks.',
    owner: 'product',
    stage: 'split',
    judge: (seen) => {
      const { sockets } = seen;
      if (sockets.length === 0) return silent('The socket was not asked.');
      const crashed = sockets.filter(({ status, close }) => status === 500 || close?.code === 1011);
      const [first] = crashed;
      if (!first) return rulesOut('No handshake ended with 500 or 1011.');
      const other = goodHandshakes(seen).find((answer) => !crashed.includes(answer));
      if (other) return rulesOut(`The handler does not crash for each good token: ${answerText(other)}.`);
      const end = first.close ? `close ${first.close.code} "${first.close.reason}"` : answerText(first);
      return supports(
        first.status === 101 ? 'no welcome comes' : 'the socket refuses both ways',
        `${crashed.length} of ${sockets.length} handshakes crash, with whatever token: ${end}.`,
        'the socket refuses both ways',
        'no welcome comes',
        'a request ends in a server error',
      );
    },
    next: 'Look for the stack trace of the upgrade in the logs of the chat backend.',
  },
} satisfies Record<string, Cause>;
