import { timeouts } from '../../../config/timeouts.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { DeliveryFact } from '../../../helpers/delivery/delivery-fact.ts';
import { deliveryProblems } from '../../../helpers/delivery/delivery-problems.ts';
import { earlierFacts } from '../../../helpers/delivery/earlier-facts.ts';
import { type Fault, faults } from '../../fuzz/faults.ts';
import { goodLog } from '../../fuzz/good-log.ts';
import { createRandom } from '../../fuzz/random.ts';

const count = 10_000;
const names = Object.keys(faults);

/** Of as many logs, none of which two seeds have in common. */
const seedsFrom = (seed: number): number[] =>
  Array.from({ length: count }, (_, index) => seed * count + index);

/** The log of a seed with a fault: of the next seed, where this one gives no occasion for it. */
function faulty(fault: Fault, seed: number): DeliveryFact[] {
  for (let next = seed; ; next += count) {
    const random = createRandom(next);
    const facts = fault(goodLog(random), random);
    if (facts) return facts;
  }
}

test.describe('the delivery oracle', () => {
  // Some ten seconds on a machine that has nothing else to do.
  test.describe.configure({ timeout: timeouts.slowTestMs });

  test(`finds nothing in ${count} good logs`, ({ seed: first }) => {
    const alarms = seedsFrom(first).flatMap((seed) => {
      const problems = deliveryProblems(goodLog(createRandom(seed)).facts);
      return problems.length === 0 ? [] : [`seed ${seed}: ${problems.join('; ')}`];
    });

    expect(alarms).toEqual([]);
  });

  test(`finds something in ${count} logs with one fault each`, ({ seed: first }) => {
    const missed = seedsFrom(first).flatMap((seed) => {
      const name = names[seed % names.length] ?? '';
      const fault = faults[name];
      return fault && deliveryProblems(faulty(fault, seed)).length === 0 ? [`seed ${seed}: ${name}`] : [];
    });

    expect(missed).toEqual([]);
  });

  test('finds an event of an earlier test, and nothing where none comes', ({ seed: first }) => {
    const missed = seedsFrom(first)
      .slice(0, 500)
      .flatMap((seed) => {
        const { facts, heard } = goodLog(createRandom(seed));
        const event = heard.flatMap(({ events }) => events).find(({ type }) => type === 'agent_completed');
        const user = heard.find(({ events }) => event && events.includes(event))?.user ?? 'nobody';
        const at = '2026-01-01T01:00:00.000Z';
        const later: DeliveryFact[] = [
          ...earlierFacts(facts),
          { kind: 'begun', at, id: 'later' },
          { kind: 'opened', at, id: 'later', origin: 'target', user },
          {
            kind: 'got',
            at,
            socket: 'later',
            type: 'connect',
            json: { type: 'connect', data: { connection_id: 'later', user_id: user } },
          },
          { kind: 'settled', at },
        ];
        const late = event ? deliveryProblems([...later, { ...event, socket: 'later' }]) : [];
        const isTold =
          !event || late.some((problem) => / of an earlier test: .* after its end$/.test(problem));
        const alarms = deliveryProblems(later);
        return isTold && alarms.length === 0 ? [] : [`seed ${seed}: ${[...late, ...alarms].join('; ')}`];
      });

    expect(missed).toEqual([]);
  });
});
