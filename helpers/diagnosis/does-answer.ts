import type { ServiceSeen } from './observations.ts';

/** Whether a service answers at all, whatever it says. */
export function doesAnswer(service: ServiceSeen | undefined): service is ServiceSeen {
  return service !== undefined && (service.later ?? service).health.status !== 0;
}
