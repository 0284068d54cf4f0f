import { z } from 'zod';

/** What a service of a local staging wrote into its log about an exchange (local-staging/http/request-log.ts). */
export const logLine = z.object({
  at: z.string(),
  service: z.string(),
  /** The id of the exchange. */
  requestId: z.string(),
  call: z.string(),
  status: z.number(),
  durationMs: z.number(),
  notes: z.array(z.string()),
});

export type LogLine = z.infer<typeof logLine>;
