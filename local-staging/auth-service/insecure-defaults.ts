/** Secrets that anybody can read in the product's sources and documents. */
export const insecureDefaults: readonly string[] = [
  'development-jwt-secret-minimum-32-characters-long',
  'test-jwt-secret-key-32-characters-long-for-testing-only',
  'dev-jwt-secret-key-must-be-at-least-32-characters',
  'emergency_jwt_secret_please_configure_properly',
  'your-secret-key',
  'secret',
];
