import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { allSettled } from '../../helpers/errors/all-settled.ts';
import { understood } from '../asking/understood.ts';
import type { ProbeClient } from '../asking/probe-client.ts';
import type { Probe } from '../asking/probe.ts';
import type { Answer } from '../observation/answer.ts';
import type { ServiceSeen } from '../observation/observations.ts';

const told = z.object({ status: z.string(), service: z.string(), environment: z.string() });

/** How long nothing is waited for of what may be gone. */
const goneMs = 1_500;
/** How long a service that is not healthy is looked at again, by what it answered first. */
function patienceMs({ status, form, durationMs }: Answer): number {
  if (form === 'envelope' && status !== 503) return 0;
  // It was waited for long enough.
  if (status === 0 && durationMs > goneMs) return 0;
  return status === 0 || form === 'page' || status === 404 ? goneMs : 7_000;
}
const everyMs = 400;

async function look(client: ProbeClient, service: 'auth' | 'backend'): Promise<ServiceSeen> {
  const asked = await client.read(service, { method: 'GET', path: '/health' });
  const { answer, response } = asked;
  const says = understood(told, asked);
  const namesDatabase =
    /"[^"]*(?:database|db|postgres|storage)[^"]*"\s*:\s*(?:"(?!ok|healthy|up)|false|\{[^}]*(?:down|unhealthy|fail|error))/i.test(
      response?.text() ?? '',
    );
  return { health: answer, namesDatabase, ...(says && { says }) };
}

async function lookAgain(client: ProbeClient, service: 'auth' | 'backend'): Promise<ServiceSeen> {
  const first = await look(client, service);
  if (first.says) return first;
  const startedAt = performance.now();
  const afterMs = (): number => Math.round(performance.now() - startedAt);
  let seen = first;
  while (!seen.says && afterMs() + everyMs < patienceMs(first.health)) {
    await client.pause(everyMs);
    seen = await look(client, service);
  }
  return { ...seen, health: first.health, later: { health: seen.health, afterMs: afterMs() } };
}

/** P1, P11, P13: is each service there, is it that service, and is it ready? */
export const firstContact: Probe = {
  name: 'first-contact',
  ids: 'P1 P11 P13',
  asks: 'Is each service there, is it the one that the configuration names, and is it ready?',
  cost: 4,
  deadlineMs: 9_000,
  idle: ({ configuration }) => (configuration.length > 0 ? 'The configuration names no target.' : undefined),
  run: async ({ client, seen }) => {
    const services = ['auth', 'backend'] as const;
    await allSettled(
      services.map(async (service) => {
        seen[service] = await lookAgain(client, service);
      }),
    );
    if ((await client.held()) !== undefined) return;
    await allSettled(
      services.map(async (service) => {
        const contact = seen[service];
        if (!contact || (contact.later ?? contact).health.status === 0) return;
        contact.nonsense = await client.ask(service, {
          method: 'GET',
          path: `/no-such-path-${randomUUID().slice(0, 8)}`,
        });
      }),
    );
  },
};
