/** What says that a request is a test; it may change nothing (contract P4). */
export const testHeaders = {
  'X-Test-User': 'diagnosis',
  'X-Test-Mode': 'true',
  'X-Test-Auth': 'true',
  'X-E2E-Test': 'true',
  'X-E2E-Bypass': 'true',
};
