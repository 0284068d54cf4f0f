import { timingSafeEqual } from 'node:crypto';

/** What decides about a call of the staging bypass. */
export interface BypassAttempt {
  environment: string;
  configuredKey: string | undefined;
  sentKey: string | undefined;
}

/** A refusal of the auth service: `{"detail"}` with its status. */
export interface BypassRefusal {
  status: 401 | 403 | 503;
  detail: string;
}

const same = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Who may use the staging bypass, in the order of contract A2; undefined lets the call through. */
export function decideBypass({
  environment,
  configuredKey,
  sentKey,
}: BypassAttempt): BypassRefusal | undefined {
  if (environment === 'production')
    return { status: 403, detail: 'E2E test authentication is not available in production' };
  if (!sentKey) return { status: 401, detail: 'E2E bypass key required' };
  if (environment !== 'staging' || !configuredKey)
    return { status: 503, detail: 'E2E authentication not configured' };
  if (!same(sentKey, configuredKey)) return { status: 401, detail: 'Invalid E2E bypass key' };
  return undefined;
}
