import type { SeenFrame } from './delivery-history.ts';

const reasons = ['TOKEN_EXPIRED', 'TOKEN_REVOKED', 'USER_REFUSED'];

/** Why a socket is to be closed, where a frame says so (contract L1). */
export function reasonOfEnd({ type, json }: Pick<SeenFrame, 'type' | 'json'>): string | undefined {
  const { error_code: code } = (json ?? {}) as Record<string, unknown>;
  return type === 'error_message' && typeof code === 'string' && reasons.includes(code) ? code : undefined;
}
