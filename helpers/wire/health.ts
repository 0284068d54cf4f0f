import { z } from 'zod';

/** The name of a build is any text; what is shown of it is short and plain. */
const buildName = z.string().transform((text) => text.slice(0, 100).replaceAll(/[^\w.+:/ -]/g, '?'));

/** Answer of `GET /health` of both services (contract A1, P1). */
export const health = z.object({
  status: z.literal('healthy'),
  service: z.string().min(1),
  version: buildName,
  revision: buildName.nullish().transform((revision) => revision ?? undefined),
  environment: z.string(),
});
