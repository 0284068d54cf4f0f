import { deliveredTypes } from '../socket/delivered-types.ts';
import { reasonOfEnd, type SeenSocket } from './delivery-history.ts';

const mebibyte = 1024 * 1024;

/** What is wrong with how a socket was closed (contract L1, L2, F3). */
export function closeProblems({ name, frames, closed, largestSent, isSilent }: SeenSocket): string[] {
  const problems: string[] = [];
  const goodbye = frames.findIndex((frame) => reasonOfEnd(frame) !== undefined);
  const reason = frames[goodbye] && reasonOfEnd(frames[goodbye]);
  // A heartbeat, or a frame that no promise names, gives nothing away.
  const after =
    goodbye === -1 ? undefined : frames.slice(goodbye + 1).find(({ type }) => deliveredTypes.has(type));
  if (after) problems.push(`[L1] ${after.type} reached socket ${name} after ${String(reason)}`);
  if (isSilent) problems.push(`[F1] socket ${name} answered no ping at the end of the test`);
  if (!closed) return problems;
  const { order, by, code, reason: why, isBound } = closed;
  const late = frames.find((frame) => frame.order > order);
  if (late) problems.push(`[L2] ${late.type} reached socket ${name} after its close`);
  if (isBound)
    problems.push(`[E4] the harness cut socket ${name}: ${String(why)}. What came later is not judged`);
  if (by === 'harness') return problems;
  if (goodbye !== -1 && code !== 1008)
    problems.push(
      `[L1] the target closed socket ${name} with ${code} after ${String(reason)}, expected 1008`,
    );
  else if (code === 1008 && goodbye === -1)
    problems.push(`[L1] the target closed socket ${name} with 1008, and did not say why`);
  else if (code === 1009 && largestSent <= mebibyte)
    problems.push(`[F3] the target closed socket ${name} with 1009, which had sent no frame of over 1 MiB`);
  else if (![1000, 1001, 1007, 1008, 1009].includes(code))
    problems.push(
      `[L2] the target closed socket ${name} with ${code}: ${code === 1006 && why !== undefined ? why : 'an end that nothing explains'}`,
    );
  return problems;
}
