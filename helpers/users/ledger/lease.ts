/** How long the owner of a file counts as alive for those who cannot see its process, and how often it says so. */
export const lease = { lastsMs: 15 * 60_000, renewedEveryMs: 5 * 60_000 } as const;
