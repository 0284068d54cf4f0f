import type { Frame } from './frame.ts';

/** The `type` of a frame, for conditions and messages. */
export function frameType({ json }: Pick<Frame, 'json'>): string {
  const { type } = (json ?? {}) as Record<string, unknown>;
  return typeof type === 'string' ? type : '(no type)';
}
