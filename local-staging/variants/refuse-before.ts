import type { Call } from '../backend/identity.ts';
import { Refusal, type RefusalCode } from '../backend/refusal.ts';
import { replaceIn } from './replace-in.ts';

/** Refuses calls with a code before anybody looks at their token. */
export function refuseBefore(code: RefusalCode, isRefused: (call: Call) => boolean) {
  return replaceIn('backend', ({ identify }) => ({
    identify: (call, authenticate) => {
      if (isRefused(call)) throw new Refusal(code);
      return identify(call, authenticate);
    },
  }));
}
