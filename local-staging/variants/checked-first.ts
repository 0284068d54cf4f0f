import { randomBytes } from 'node:crypto';
import { verifySignature } from '../auth-service/verify-signature.ts';
import type { Call } from '../backend/identity.ts';
import { Refusal } from '../backend/refusal.ts';
import type { Parts } from '../composition/parts.ts';
import { note } from '../http/request-log.ts';
import { replaceIn } from './replace-in.ts';

/** The backend checks signatures by itself, with a secret that nobody signs with, before it asks. */
export function checkedFirst(...protocols: Call['protocol'][]): (parts: Parts) => Parts {
  return (parts) => {
    const secret = randomBytes(48).toString('base64url');
    return replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => {
        const { protocol, token } = call;
        if (token !== undefined && protocols.includes(protocol) && !(await verifySignature(token, secret))) {
          note("the backend's own secret did not sign it");
          throw new Refusal('AUTH_FAILED');
        }
        return identify(call, authenticate);
      },
    }))(parts, {});
  };
}
