import type { Probe } from '../asking/probe.ts';
import { offerProblems } from './offer-problems.ts';

/** P8 for a subprotocol that somebody was refused with; sent as it is. */
export const offerInHand: Probe = {
  name: 'offer-in-hand',
  ids: 'P8',
  asks: 'What is it about the subprotocol that was handed over?',
  cost: 0,
  deadlineMs: 5_000,
  idle: ({ sockets }, { offer }) => {
    if (!offer) return 'No offer was handed over.';
    return sockets.length > 0 ? undefined : 'The socket was not asked.';
  },
  run: async ({ subject: { offer }, client, seen }) => {
    if (!offer) return;
    const told: NonNullable<typeof seen.offerInHand> = { problems: offerProblems(offer.reveal()) };
    seen.offerInHand = told;
    told.answer = await client.shake('the offer in hand', {
      via: 'offer',
      headers: { 'Sec-WebSocket-Protocol': offer.reveal() },
    });
  },
};
