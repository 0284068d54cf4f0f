import type { EdgeCall } from './edge-rule.ts';

/** The call without some headers; names in small letters. */
export function withoutHeaders(call: EdgeCall, ...names: string[]): EdgeCall {
  return { ...call, headers: call.headers.filter(([name]) => !names.includes(name.toLowerCase())) };
}
