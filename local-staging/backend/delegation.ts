import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import { currentRequestId, note } from '../http/request-log.ts';
import { Refusal } from './refusal.ts';
import { type countForBreaker, validationAnswer, type ValidationAnswer } from './validation.ts';

/** Asks the auth service about a token (contract D1); throws a 503 {@link Refusal} where it gets no answer. */
export interface Delegation {
  validate: (token: string) => Promise<ValidationAnswer>;
}

export interface DelegationOptions {
  authUrl: string;
  serviceId: string;
  serviceSecret: string;
  validationTimeoutMs: number;
  breakerOpenMs: number;
  /** Failures in a row that open the breaker. */
  failuresToOpen: number;
  countForBreaker: typeof countForBreaker;
}

/** Connect error, time-out, non-200 or unparsable: what the breaker counts. `answer` where there is one all the same. */
class ValidationFailed extends Error {
  override readonly name = 'ValidationFailed';
  readonly answer: ValidationAnswer | undefined;

  constructor(message: string, options: ErrorOptions & { answer?: ValidationAnswer } = {}) {
    super(message, options);
    this.answer = options.answer;
  }
}

/** An answer that is neither a failure nor a success to the breaker (D4). */
class NoVerdict extends Error {
  override readonly name = 'NoVerdict';
  readonly answer: ValidationAnswer;

  constructor(answer: ValidationAnswer) {
    super('The auth service said nothing about the token.');
    this.answer = answer;
  }
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  return name === 'TimeoutError' || !(cause instanceof Error) ? `${name}: ${message}` : cause.message;
}

/** The delegation with its circuit breaker (contract D2). No retries, no cache. */
export function createDelegation(options: DelegationOptions): Delegation {
  const breaker = circuitBreaker(handleType(ValidationFailed), {
    halfOpenAfter: options.breakerOpenMs,
    breaker: new ConsecutiveBreaker(options.failuresToOpen),
  });
  let openedAtMs = 0;
  breaker.onBreak(() => {
    openedAtMs = Date.now();
  });

  const ask = async (token: string): Promise<ValidationAnswer> => {
    const requestId = currentRequestId();
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(`${options.authUrl}/auth/validate`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Service-ID': options.serviceId,
          'X-Service-Secret': options.serviceSecret,
          ...(requestId !== undefined && { 'X-Request-ID': requestId }),
        },
        body: JSON.stringify({ token, token_type: 'access' }),
        redirect: 'error',
        signal: AbortSignal.timeout(options.validationTimeoutMs),
      });
      body = response.status === 200 ? await response.json() : undefined;
    } catch (error) {
      note(`the auth service did not answer: ${reasonOf(error)}`);
      throw new ValidationFailed('The auth service did not answer.', { cause: error });
    }
    const answer = validationAnswer.safeParse(body);
    if (!answer.success) {
      note(`the auth service gave no usable answer, status ${response.status}`);
      throw new ValidationFailed('The auth service gave no usable answer.');
    }
    if (!answer.data.valid) note(`the auth service answered ${answer.data.error}`);
    const count = options.countForBreaker(answer.data);
    if (count === 'nothing') throw new NoVerdict(answer.data);
    if (count === 'failure') throw new ValidationFailed('The answer is a failure.', { answer: answer.data });
    return answer.data;
  };

  const retryAfter = (): Record<string, string> => {
    const leftMs = breaker.state === CircuitState.Open ? openedAtMs + options.breakerOpenMs - Date.now() : 0;
    return { 'Retry-After': String(Math.max(1, Math.ceil(leftMs / 1000))) };
  };

  return {
    validate: async (token) => {
      try {
        const answer = await breaker.execute(() => ask(token));
        return answer;
      } catch (error) {
        if (error instanceof NoVerdict) return error.answer;
        if (error instanceof ValidationFailed && error.answer) return error.answer;
        if (error instanceof BrokenCircuitError) note('the circuit breaker is open');
        if (error instanceof ValidationFailed || error instanceof BrokenCircuitError)
          throw new Refusal('AUTH_UNAVAILABLE', retryAfter());
        throw error;
      }
    },
  };
}
