import { z } from 'zod';

/** What a service answered to `GET /health`: what it says of itself, or why that is not known. */
const serviceLook = z.union([
  z.strictObject({
    service: z.string(),
    version: z.string(),
    revision: z.string().nullable(),
    environment: z.string().nullable(),
  }),
  z.strictObject({ problem: z.string() }),
]);

/** Both services at one time. */
export const targetLook = z.strictObject({ at: z.iso.datetime(), auth: serviceLook, backend: serviceLook });

export type TargetLook = z.infer<typeof targetLook>;
export type ServiceLook = z.infer<typeof serviceLook>;

const services = { auth: 'the auth service', backend: 'the chat backend' } as const;
const fields = ['service', 'version', 'revision', 'environment'] as const;

const shown = (value: string | null): string => (value === null ? 'none' : `"${value}"`);

/** How a service at the end is not the one of the start; undefined where it is. */
function changeOf(name: string, start: ServiceLook, end: ServiceLook): string | undefined {
  if ('problem' in end) return `${name} could not be read when the run ended: ${end.problem}`;
  if ('problem' in start) return `${name} could not be read when the run began: ${start.problem}`;
  const changes = fields
    .filter((field) => start[field] !== end[field])
    .map((field) => `${field} ${shown(start[field])} at the start, ${shown(end[field])} at the end`);
  return changes.length > 0 ? `${name} changed under the run: ${changes.join('; ')}` : undefined;
}

/** Why nothing is known about one build, a sentence for each service that is not the same at the start and the end. */
export function targetChanges(start: TargetLook, end: TargetLook): string[] {
  return (['auth', 'backend'] as const).flatMap((role) => {
    const change = changeOf(services[role], start[role], end[role]);
    return change === undefined ? [] : [change];
  });
}
