import type { KillScore } from './kill-score.ts';

/** What the score comes to, in a line or two. */
export function scoreText({ total, killed, survived }: KillScore): string {
  const sum = `${String(total)} defects: ${String(killed)} killed, ${String(survived.length)} survived`;
  return survived.length === 0
    ? sum
    : `${sum}: ${survived.join(', ')}. The suite is green while local staging breaks its promise: write the test that is missing.`;
}
