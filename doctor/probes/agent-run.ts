import { z } from 'zod';
import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../../helpers/errors/contract-error.ts';
import { collectRun } from '../../helpers/socket/collect-run.ts';
import { frameType } from '../../helpers/socket/frame.ts';
import { thread } from '../../helpers/wire/thread.ts';
import type { Probe } from '../asking/probe.ts';
import { goodAccount, type Session, tokenForNow } from '../asking/session.ts';
import { isAccepted } from '../observation/answer.ts';

/** As often what is refused by turns is tried. */
const attempts = 4;

/** One agent run, seen on an open socket: what comes after the welcome. */
export const agentRun: Probe = {
  name: 'agent-run',
  ids: 'P8',
  asks: 'Do the events of an agent run come over an open socket?',
  cost: 3,
  deadlineMs: timeouts.runMs + 5_000,
  idle: ({ sockets }) =>
    sockets.some(
      ({ offer, firstFrame }) => (offer === 'header' || offer === 'subprotocol') && firstFrame !== undefined,
    )
      ? undefined
      : 'No socket was opened.',
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    if (!account) return;
    const token = () => tokenForNow(session, account);
    const post = async (path: string, body: Record<string, unknown>) => {
      for (let n = 1; ; n += 1) {
        const outcome = await client.read('backend', { method: 'POST', path, body, token: await token() });
        if (isAccepted(outcome.answer) || n === attempts) return outcome;
        seen.retried.push(outcome.answer);
      }
    };
    const { answer, response } = await post('/api/threads', { title: 'A diagnosis' });
    const run: NonNullable<Session['seen']['run']> = (seen.run = { thread: answer, events: [] });
    const made = z.object({ thread }).safeParse(response?.json()).data?.thread;
    if (!made) return;
    const via = seen.sockets.find((socket) => isAccepted(socket) && socket.offer === 'header')
      ? 'header'
      : 'subprotocol';
    for (let n = 1; n <= attempts && run.asked === undefined; n += 1)
      await client.shake(
        'the watcher of a run',
        { via, token: await token() },
        {
          use: async (socket) => {
            run.asked = (
              await post('/api/chat', { content: 'Are there events?', thread_id: made.id })
            ).answer;
            if (!isAccepted(run.asked)) return;
            try {
              run.events = (await collectRun(socket, made.id, timeouts.runMs)).map(({ type }) => type);
            } catch (error) {
              if (!(error instanceof ContractError)) throw error;
              run.error = error.message;
              run.events = socket.frames.map(frameType);
            }
          },
        },
      );
  },
};
