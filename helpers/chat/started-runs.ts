/** How many agent runs were started in each thread. */
export interface StartedRuns {
  note: (threadId: string) => void;
  /** How many in a thread. */
  in: (threadId: string) => number;
}

export function createStartedRuns(): StartedRuns {
  const counts = new Map<string, number>();
  return {
    note: (threadId) => void counts.set(threadId, (counts.get(threadId) ?? 0) + 1),
    in: (threadId) => counts.get(threadId) ?? 0,
  };
}
