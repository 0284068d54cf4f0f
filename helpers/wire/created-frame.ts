import { z } from 'zod';
import { message } from './message.ts';

/** The frame that announces a message (contract M2). */
export const createdFrame = z.object({ type: z.literal('message_created'), data: z.object({ message }) });
