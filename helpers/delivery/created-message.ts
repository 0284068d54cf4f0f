import { z } from 'zod';
import type { SeenFrame } from './delivery-history.ts';

const created = z.looseObject({ id: z.string(), user_id: z.string().optional() });
const frame = z.object({ data: z.object({ message: created }) });
/** A message as `message_created` tells it. */
export type CreatedMessage = z.infer<typeof created>;

/** The message of a `message_created` (contract M2); undefined for another frame, and for one that tells none. */
export function createdMessage({ type, json }: Pick<SeenFrame, 'type' | 'json'>): CreatedMessage | undefined {
  return type === 'message_created' ? frame.safeParse(json).data?.data.message : undefined;
}
