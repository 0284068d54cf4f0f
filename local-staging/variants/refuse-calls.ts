import type { Call, Identity } from '../backend/identity.ts';
import { Refusal, type RefusalCode } from '../backend/refusal.ts';
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
