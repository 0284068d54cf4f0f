import { newId } from '../http/new-id.ts';
import { readBearer } from '../http/read-bearer.ts';
import { mayAccess, permissionFor } from './access.ts';
import { agentEvent } from './agent/agent-event.ts';
import { agentSteps } from './agent/agent-steps.ts';
import { contentProblem } from './content-problem.ts';
import { identify } from './identity.ts';
import { pageOf } from './page-of.ts';
import { refusals, type Refusals } from './refusal.ts';
import { readSlice } from './rest/read-slice.ts';
import { classifyFrame } from './socket/classify-frame.ts';
import { firstFrames } from './socket/first-frames.ts';
import { readSocketToken } from './socket/read-socket-token.ts';
import { recheckSocket } from './socket/recheck-socket.ts';
import { recipients } from './socket/recipients.ts';
import { refuseHandshake } from './socket/refuse-handshake.ts';
import { selectSubprotocol } from './socket/select-subprotocol.ts';
import { countForBreaker, judgeValidation } from './validation.ts';

/** Every decision of the backend. A start may replace any of them. */
export const decisions = {
  refusals: refusals as Refusals,
  readBearer,
  identify,
  judgeValidation,
  permissionFor,
  mayAccess,
  contentProblem,
  readSlice,
  pageOf,
  newId,
  agentSteps,
  agentEvent,
  readSocketToken,
  refuseHandshake,
  selectSubprotocol,
  /** Headers of an upgrade that no promise names. */
  upgradeHeaders: (): string[] => [],
  firstFrames,
  classifyFrame,
  recipients,
  recheckSocket,
  maximumPayloadBytes: 1024 * 1024,
  shutdownCloseCode: 1001,
  breakerFailuresToOpen: 3,
  countForBreaker,
};

export type Decisions = typeof decisions;
