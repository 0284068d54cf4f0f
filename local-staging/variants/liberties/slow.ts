import { setTimeout as pause } from 'node:timers/promises';
import { type Change, liberty } from '../liberty.ts';
import { around, type Answered } from './in-answers.ts';
import { closeLater, sockets } from './in-frames.ts';

interface Slow {
  delayMs: number;
}

const parameters = { delayMs: { default: 10, meaning: 'how much longer it takes' } };

type Call = Pick<Answered, 'service' | 'method' | 'path'>;

/** Some requests take longer. */
const slow = (isSlow: (call: Call) => boolean): Change<Slow> =>
  around((taken, service, { delayMs }) => async (request, answer) => {
    if (isSlow({ service, method: request.method, path: new URL(request.url).pathname })) {
      taken();
      await pause(delayMs);
    }
    return answer(request);
  });
const isAtAuth = ({ service }: Call): boolean => service === 'auth';
const isAtBackend = ({ service }: Call): boolean => service === 'backend';
/** The first requests of a start that are of a kind. */
const first = (count: number, isMeant: (call: Call) => boolean): Change<Slow> => {
  return (composition, taken, values) => {
    let left = count;
    return slow((call) => isMeant(call) && left-- > 0)(composition, taken, values);
  };
};

/** Answers that take longer, within what is waited for. */
export const slowness = {
  'backend-answers-slowly': liberty<'delayMs'>(
    'Every answer of the backend takes longer.',
    slow(isAtBackend),
    {
      parameters,
    },
  ),
  'auth-service-answers-slowly': liberty<'delayMs'>(
    'Every answer of the auth service takes longer.',
    slow(isAtAuth),
    { parameters },
  ),
  'validation-takes-time': liberty<'delayMs'>(
    'The auth service takes longer to judge a token.',
    slow(({ path }) => path === '/auth/validate'),
    { parameters },
  ),
  'sign-ins-take-time': liberty<'delayMs'>(
    'Registration, login and the bypass take longer.',
    slow(({ path }) => /(?:register|login|test-auth)$/.test(path)),
    { parameters: { delayMs: { default: 40, meaning: 'how much longer they take' } } },
  ),
  'writes-take-time': liberty<'delayMs'>(
    'What changes something takes longer.',
    slow(({ service, method }) => service === 'backend' && method !== 'GET' && method !== 'HEAD'),
    { parameters },
  ),
  'first-requests-slow': liberty<'delayMs'>(
    'The first requests to the backend take longer.',
    first(2, isAtBackend),
    { parameters: { delayMs: { default: 300, meaning: 'how much longer they take' } } },
  ),
  'first-sign-in-slow': liberty<'delayMs'>(
    'The first request to the auth service takes longer.',
    first(1, isAtAuth),
    { parameters: { delayMs: { default: 300, meaning: 'how much longer it takes' } } },
  ),
  'welcome-takes-time': liberty<'delayMs'>(
    'The welcome comes a moment after the upgrade, and everything else behind it.',
    sockets<Slow>((_socket, send, taken, { delayMs }) => {
      const waiting: string[] = [];
      let isWelcomed = false;
      taken();
      setTimeout(() => {
        isWelcomed = true;
        for (const text of waiting) send(text);
      }, delayMs);
      return (text) => {
        if (isWelcomed) send(text);
        else waiting.push(text);
      };
    }),
    { parameters },
  ),
  'frames-take-time': liberty<'delayMs'>(
    'Every frame is on its way for a moment.',
    sockets<Slow>((socket, send, taken, { delayMs }) => {
      // Behind the frames that are on their way; a shutdown waits for none.
      closeLater(socket, delayMs, (code) => code !== 1001);
      return (text) => {
        taken();
        setTimeout(() => {
          send(text);
        }, delayMs);
      };
    }),
    { parameters },
  ),
  'agent-is-slow': liberty<'delayMs'>(
    'The agent takes longer for each step.',
    ({ parts, wiring }, taken, { delayMs }) => {
      const { agentEvent } = parts.backend;
      return {
        parts: {
          ...parts,
          backend: {
            ...parts.backend,
            agentEvent: (...event) => {
              taken();
              return agentEvent(...event);
            },
          },
        },
        wiring: { ...wiring, timers: { ...wiring.timers, agentStepMs: wiring.timers.agentStepMs + delayMs } },
      };
    },
    { parameters: { delayMs: { default: 25, meaning: 'how much longer a step takes' } } },
  ),
};
