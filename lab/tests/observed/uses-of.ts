import type { Use } from '../../../doctor/observation/observations.ts';
import { answer } from './answer.ts';

/** Uses one after the other, as `family token status [duration]`. */
export const usesOf = (...lines: string[]): Use[] =>
  lines.map((line, index) => {
    const [family = '', token = '', status = '', durationMs = '5'] = line.split(' ');
    return {
      ...answer(Number(status), { atMs: 1_000_000 + 10 * index, durationMs: Number(durationMs) }),
      family: family as 'threads',
      token,
      way: 'bypass',
    };
  });
