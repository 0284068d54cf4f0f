import type { WireListener } from '../evidence/wire-log.ts';
import type { DeliveryFact } from './delivery-fact.ts';
import { earlierFacts } from './earlier-facts.ts';
import { factOfEntry } from './fact-of-entry.ts';

/** What a worker's sockets and calls say about deliveries. */
export interface DeliveryLog extends WireListener {
  /** In the order in which they were heard of. */
  facts(): readonly DeliveryFact[];
  note(fact: DeliveryFact): void;
  /** Resolves with the next fact, or when the time is over. */
  next(timeoutMs: number): Promise<void>;
  /** Forgets a test, but for what the next one must know of it. */
  startOver(): void;
}

/** Some ten times what the largest test of the suite has. */
const most = 20_000;

/** A bounded log in memory: it counts what it does not keep. */
export function createDeliveryLog(): DeliveryLog {
  let facts: DeliveryFact[] = [];
  let wake: (() => void)[] = [];
  const note = (fact: DeliveryFact): void => {
    if (facts.length === most) facts.push({ kind: 'cut', at: fact.at });
    if (facts.length > most) return;
    facts.push(fact);
    const sleeping = wake;
    wake = [];
    for (const resume of sleeping) resume();
  };
  return {
    facts: () => facts,
    note,
    begun: (id) => {
      note({ kind: 'begun', at: new Date().toISOString(), id });
    },
    added: (entry) => {
      const fact = factOfEntry(entry);
      if (fact) note(fact);
    },
    next: (timeoutMs) =>
      new Promise((resolve) => {
        const deadline = setTimeout(resolve, timeoutMs);
        wake.push(() => {
          clearTimeout(deadline);
          resolve();
        });
      }),
    startOver: () => {
      facts = earlierFacts(facts);
    },
  };
}
