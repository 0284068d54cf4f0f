import type { CauseId } from '../../doctor/causes/causes.ts';

/** Faults that happen at once: of different stages, where neither hides the other wholly. */
export const pairs: readonly (readonly [CauseId, CauseId])[] = [
  ['clock-skew', 'upgrade-not-forwarded'],
  ['bypass-not-configured', 'backend-secret-differs'],
  ['bypass-key-invalid', 'validation-contract-drift'],
  ['harness-secret-differs', 'replica-secret-differs'],
  ['test-header-trusted', 'upgrade-handler-crashes'],
  ['insecure-default-secret', 'route-missing'],
  ['public-route-guarded', 'token-reuse-refused'],
  ['protected-route-open', 'upgrade-not-forwarded'],
  ['service-starting', 'harness-secret-differs'],
  ['user-unknown', 'subprotocol-not-selected'],
  ['permission-missing', 'clock-skew'],
  ['edge-strips-authorization', 'harness-secret-differs'],
  ['auth-url-wrong', 'harness-secret-differs'],
  ['status-collapsed', 'upgrade-handler-crashes'],
  ['negative-cache-stale', 'subprotocol-not-selected'],
  ['auth-timeout-too-short', 'clock-skew'],
  ['origin-refused', 'insecure-default-secret'],
];
