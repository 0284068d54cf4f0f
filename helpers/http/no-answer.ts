import { limits, sizeText } from '../../config/limits.ts';
import { connectionFailure, failureMeaning } from '../errors/connection-failure.ts';
import { type MachineError, machineErrorFrom } from '../errors/machine-error.ts';
import { TargetError } from '../errors/target-error.ts';
import type { ExchangeEntry } from '../evidence/wire-entry.ts';
import { BodyError } from './read-body.ts';

/** A request or a handshake that got no answer, or not a whole one. */
export interface Failed {
  /** What was asked, e.g. `GET /health`, or `the handshake`. */
  asked: string;
  /** The service, as the subject of a sentence, e.g. `the chat backend at http://127.0.0.1:8000`. */
  subject: string;
  timeoutMs: number;
  /** Whether the deadline ended it. */
  isLate: boolean;
  /** The head of the answer, where one came. */
  head: { status: number; headers: [string, string][] } | undefined;
}

/** The error of a test, and what its evidence keeps. */
export interface NoAnswer {
  error: TargetError | MachineError;
  outcome: Pick<ExchangeEntry, 'response' | 'error' | 'fault'>;
}

const lookAtBoth = 'Check the service, and the proxy before it.';

function bodyProblem(
  { asked, subject, timeoutMs, isLate }: Failed,
  status: number,
  body: BodyError,
): TargetError {
  const came = sizeText(body.bytes);
  const answered = `${asked}: ${subject} answered ${status}, but`;
  if (isLate)
    return new TargetError(
      'TARGET_TIMEOUT',
      `${answered} its body did not end within ${timeoutMs} ms: ${came} came. ${lookAtBoth}`,
      { reason: 'no answer in time' },
    );
  switch (body.problem) {
    case 'too large': {
      const most = sizeText(limits.answerBytes);
      return new TargetError(
        'ANSWER_TOO_LARGE',
        `${answered} its body has more than ${most}, the most that is read of one answer (${came} travelled). ` +
          `No answer of the contract is so large. ${lookAtBoth}`,
        { reason: `an answer of more than ${most}` },
      );
    }
    case 'unreadable':
      return new TargetError(
        'ANSWER_UNREADABLE',
        `${answered} its body cannot be decompressed as its Content-Encoding says (${body.message}). ${lookAtBoth}`,
        { reason: body.message },
      );
    case 'cut':
      return new TargetError(
        'CONNECTION_CUT',
        `${answered} the connection was cut after ${came} of its body (${body.message}). ${lookAtBoth}`,
        { reason: 'the connection was cut within the answer' },
      );
  }
}

/** What a call that failed means: whose fault it is, why, and what to do. */
export function noAnswer(error: unknown, failed: Failed): NoAnswer {
  const { asked, subject, timeoutMs, isLate, head } = failed;
  if (head && error instanceof BodyError) {
    const problem = bodyProblem(failed, head.status, error);
    const body = `${error.start}\n[not whole: ${sizeText(error.bytes)} came]`;
    return { error: problem, outcome: { response: { ...head, body }, error: problem.reason } };
  }
  if (isLate)
    return {
      error: new TargetError(
        'TARGET_TIMEOUT',
        `${asked}: ${subject} gave no answer within ${timeoutMs} ms. Check its load and its logs.`,
        { reason: 'no answer in time' },
      ),
      outcome: { response: null, error: 'no answer in time' },
    };
  const { code, name } = connectionFailure(error);
  const machine = machineErrorFrom(error, `${asked} of ${subject}`);
  if (machine) return { error: machine, outcome: { response: null, error: name, fault: 'machine' } };
  const meaning = failureMeaning(code, name);
  const why = meaning
    ? `: ${meaning.words}. ${meaning.advice}`
    : '. Check what this code means, and the URL in the configuration.';
  return {
    error: new TargetError('TARGET_UNREACHABLE', `${asked}: ${subject} cannot be reached (${name})${why}`, {
      reason: code,
    }),
    outcome: { response: null, error: name },
  };
}
