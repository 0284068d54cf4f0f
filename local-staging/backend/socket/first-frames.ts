/** What a new connection is told first: the welcome (contract W5). */
export function firstFrames(connectionId: string, userId: string): Record<string, unknown>[] {
  return [
    {
      type: 'connection_established',
      data: { connection_id: connectionId, user_id: userId },
      timestamp: new Date().toISOString(),
    },
  ];
}
