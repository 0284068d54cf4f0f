import type { Call } from '../backend/identify.ts';
import type { Identity } from '../backend/identity.ts';
import { Refusal } from '../backend/refusal.ts';
import type { RefusalCode } from '../backend/refusals.ts';
import { replaceIn } from './replace-in.ts';

/** Refuses calls that the check lets in, with a code. */
export function refuseCalls(code: RefusalCode, isRefused: (call: Call, identity: Identity) => boolean) {
  return replaceIn('backend', ({ identify }) => ({
    identify: async (call, authenticate) => {
      const identity = await identify(call, authenticate);
      if (isRefused(call, identity)) throw new Refusal(code);
      return identity;
    },
  }));
}
