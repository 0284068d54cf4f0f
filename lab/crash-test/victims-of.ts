/** What is killed: one worker, the runner alone, or the runner with its workers, as CI cancels a job. */
export type Victim = 'worker' | 'runner' | 'group';

/** In these shares, of a hundred and fifty. */
const shares: Readonly<Record<Victim, number>> = { worker: 100, runner: 30, group: 20 };

/** Who is killed, in an order that the random numbers decide. */
export function victimsOf(kills: number, random: () => number): Victim[] {
  const runners = Math.round((kills * shares.runner) / 150);
  const groups = Math.round((kills * shares.group) / 150);
  const counts: Record<Victim, number> = { runner: runners, group: groups, worker: kills - runners - groups };
  return (Object.keys(counts) as Victim[])
    .flatMap((victim) => Array.from({ length: counts[victim] }, () => ({ victim, lot: random() })))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ victim }) => victim);
}
