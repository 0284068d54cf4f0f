import { TargetError } from '../../helpers/errors/target-error.ts';
import type { Recorder } from '../../helpers/evidence/wire-log.ts';
import type { RequestBudget } from '../../helpers/http/request-budget.ts';
import { type Answer, told } from '../observation/answer.ts';
import { Deadline, DeadlineOver } from './deadline.ts';
import type { Subject } from './subject.ts';

/** A time-out that is so near to the deadline is the deadline's. */
const cutMs = 50;
/** No request of a diagnosis may take longer: what is so slow is an observation. */
const longestMs = 6_000;
/** A target that puts off is asked again after at most this time. */
const longestRestMs = 3_000;
/** Where it does not say when. */
const restMs = 1_000;
const mostRests = 4;

type Outcome<T extends Answer> = Omit<T, 'asked' | 'atMs' | 'durationMs'> & { durationMs?: number };

/** One call: what it asks, and how. */
export interface Call<T extends Answer> {
  /** In words, e.g. `GET /api/threads`. */
  asked: string;
  /** Whether it comes to its end when the time is over, because what it makes must be known. */
  isFinished?: boolean;
  /** @param sent - to be called when the request leaves */
  act: (sent: () => void) => Promise<Outcome<T>>;
}

/** The calls of a diagnosis: each is counted, has a deadline, and yields an answer also where none came. */
export class ProbeCalls {
  readonly deadline = new Deadline();
  readonly putOff: string[] = [];
  readonly recorder: Recorder;
  readonly #subject: Subject;
  /** Requests and handshakes so far. */
  count = 0;
  #restUntil = 0;

  /** @param prefix - of the ids of requests, e.g. `diagnosis` */
  constructor(subject: Subject, prefix: string) {
    this.#subject = subject;
    this.recorder = {
      nextId: () => `${prefix}-${this.count}`,
      add: () => {
        // The answers are the record.
      },
      isTestFull: () => false,
    };
  }

  /** Of one request, in milliseconds. */
  timeoutMs(): number {
    const { requestTimeoutMs } = this.#subject.target;
    return Math.max(1, Math.floor(Math.min(requestTimeoutMs, longestMs, this.deadline.leftMs())));
  }

  /** @param leastMs - that must be left for the request */
  budgetFor(asked: string, sent: () => void, leastMs = 0): RequestBudget {
    const { budget } = this.#subject;
    return {
      take: async () => {
        for (let ms = this.#restMs(); ms > 0; ms = this.#restMs()) await this.deadline.pause(ms);
        await this.deadline.cut(budget.take());
        this.deadline.require(leastMs);
        this.count += 1;
        sent();
      },
      rest: (ms) => {
        this.#rest(asked, ms);
        budget.rest(ms);
      },
    };
  }

  /** Asks once, and again what was put off without a word of when: the target has not looked at it. */
  async answer<T extends Answer>(call: Call<T>): Promise<T> {
    for (let n = 0; ; n += 1) {
      const answer = await this.#once(call);
      if (answer.status !== 429 || n === mostRests || this.deadline.leftMs() < 2 * restMs) return answer;
      this.#rest(call.asked, restMs);
    }
  }

  async #once<T extends Answer>({ asked, isFinished = false, act }: Call<T>): Promise<T> {
    const { now } = this.#subject;
    this.deadline.require(0);
    let [atMs, startedAt] = [now(), performance.now()];
    // Not when it was wanted: what waits for its turn has not been slow.
    const sent = (): void => {
      [atMs, startedAt] = [now(), performance.now()];
    };
    const durationMs = (): number => performance.now() - startedAt;
    try {
      const outcome = await (isFinished ? act(sent) : this.deadline.cut(act(sent)));
      return { asked, atMs, durationMs: durationMs(), ...outcome } as T;
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      // A target that was not given the time to answer is not silent.
      if (!isFinished && this.deadline.leftMs() < cutMs) throw new DeadlineOver();
      const failure = told(error.reason);
      return { asked, atMs, durationMs: durationMs(), status: 0, form: 'empty', failure } as T;
    }
  }

  #rest(asked: string, ms: number): void {
    this.putOff.push(asked);
    this.#restUntil = Math.max(this.#restUntil, performance.now() + Math.min(ms, longestRestMs));
  }

  #restMs(): number {
    return this.#restUntil - performance.now();
  }
}
