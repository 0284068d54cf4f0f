import type { Secret } from '../../config/secret.ts';
import type { Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import type { HttpClient } from '../http/http-client.ts';
import { lookUntil } from '../http/look-until.ts';
import type { WireResponse } from '../http/wire-response.ts';

/** What the backend answers once a logout, a deletion or a deactivation must bind (contract §0). */
export function lookUntilRefused(
  backend: HttpClient,
  token: Secret,
  { revocationVisibleMs }: Pick<Target, 'revocationVisibleMs'>,
): Promise<WireResponse> {
  return lookUntil(
    () => backend.send({ method: 'GET', path: '/api/chat/messages', token }),
    ({ status }) => status !== 200,
    { deadlineMs: revocationVisibleMs, everyMs: timeouts.lookAgainMs },
  );
}
