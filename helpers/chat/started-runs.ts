import type { Secret } from '../../config/secret.ts';

/** An agent run that was started. */
export interface StartedRun {
  threadId: string;
  /** Of the user who started it. */
  token: Secret;
}

/** The agent runs that a test started. */
export interface StartedRuns {
  note: (run: StartedRun) => void;
  /** One of each thread, with how many runs it had; without those that ended already. */
  open: () => (StartedRun & { count: number })[];
  /** The runs of a thread have ended, or the thread is gone. */
  end: (threadId: string) => void;
}

export function createStartedRuns(): StartedRuns {
  const runs = new Map<string, StartedRun & { count: number }>();
  return {
    note: (run) => void runs.set(run.threadId, { ...run, count: (runs.get(run.threadId)?.count ?? 0) + 1 }),
    open: () => [...runs.values()],
    end: (threadId) => void runs.delete(threadId),
  };
}
