/** A run that says nothing for so long is over. */
const silenceMs = 1_000;

/** Knows which runs of a user are going on; gives them, the oldest first, with the one that speaks now. */
export function createOpenRuns(): (userId: unknown, runId: unknown, type: unknown) => unknown[] {
  const spokeAtMs = new Map<unknown, Map<unknown, number>>();
  return (userId, runId, type) => {
    const now = performance.now();
    const ofUser = new Map([...(spokeAtMs.get(userId) ?? [])].filter(([, atMs]) => now - atMs < silenceMs));
    ofUser.set(runId, now);
    const open = [...ofUser.keys()];
    if (type === 'agent_completed') ofUser.delete(runId);
    spokeAtMs.set(userId, ofUser);
    return open;
  };
}
