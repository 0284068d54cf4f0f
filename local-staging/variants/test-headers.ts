/** What a request says of itself that is a test; it must change nothing (contract P4). */
export const testHeaders: readonly string[] = [
  'X-Test-User',
  'X-Test-Mode',
  'X-Test-Auth',
  'X-E2E-Test',
  'X-E2E-Bypass',
  'X-E2E-Bypass-Key',
];
