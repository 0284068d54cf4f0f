import { readBearer } from '../http/read-bearer.ts';
import { agentSteps } from './agent/agent-steps.ts';
import { contentProblem } from './content-problem.ts';
import { isProtected } from './is-protected.ts';
import { judgeValidation } from './judge-validation.ts';
import { mayAccess } from './may-access.ts';
import { pageOf } from './page-of.ts';
import { permissionFor } from './permission-for.ts';
import { refusals, type Refusals } from './refusals.ts';
import { classifyFrame } from './socket/classify-frame.ts';
import { firstFrames } from './socket/first-frames.ts';
import { readSocketToken } from './socket/read-socket-token.ts';
import { recheckSocket } from './socket/recheck-socket.ts';
import { recipients } from './socket/recipients.ts';
import { selectSubprotocol } from './socket/select-subprotocol.ts';

/** Every decision of the backend. A start may replace any of them. */
export const backendPolicies = {
  refusals: refusals as Refusals,
  readBearer,
  isProtected,
  judgeValidation,
  permissionFor,
  mayAccess,
  contentProblem,
  pageOf,
  agentSteps,
  readSocketToken,
  selectSubprotocol,
  firstFrames,
  classifyFrame,
  recipients,
  recheckSocket,
  shutdownCloseCode: 1001,
  breakerFailuresToOpen: 3,
};

export type BackendPolicies = typeof backendPolicies;
