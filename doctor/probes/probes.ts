import type { Probe } from '../asking/probe.ts';
import { afterWait } from './after-wait.ts';
import { agentRun } from './agent-run.ts';
import { bypassTriad } from './bypass-triad.ts';
import { firstContact } from './first-contact.ts';
import { issuer } from './issuer.ts';
import { loginAgain } from './login-again.ts';
import { offerInHand } from './offer-in-hand.ts';
import { refusedCall } from './refused-call.ts';
import { repetition } from './repetition.ts';
import { restSplit } from './rest-split.ts';
import { secondUser } from './second-user.ts';
import { socketMatrix } from './socket-matrix.ts';
import { tokenInHand } from './token-in-hand.ts';
import { withoutToken } from './without-token.ts';

/** In the order in which they are asked: what lies before, first (docs/causes.md). */
export const probes: readonly Probe[] = [
  firstContact,
  withoutToken,
  bypassTriad,
  secondUser,
  issuer,
  tokenInHand,
  restSplit,
  refusedCall,
  loginAgain,
  repetition,
  socketMatrix,
  offerInHand,
  afterWait,
  agentRun,
];
