import type { Target } from '../../config/target.ts';
import type { WireEntry } from './wire-entry.ts';

/** Whether an entry is an answer that a test got from the declared target; what prepared its users is none. */
export function exchangedWith({ authUrl, backendUrl, websocketUrl }: Target, entry: WireEntry): boolean {
  if (!('response' in entry) || entry.response === null || entry.isPreparation) return false;
  const origins = [authUrl, backendUrl, websocketUrl].map((url) => new URL(url).origin);
  return origins.includes(new URL(entry.request.url).origin);
}
