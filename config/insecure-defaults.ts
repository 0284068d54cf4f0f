/** Signing secrets that stood in examples and images, and so are known to everybody (contract S1). */
export const insecureDefaults: ReadonlySet<string> = new Set([
  'development-jwt-secret-minimum-32-characters-long',
  'test-jwt-secret-key-32-characters-long-for-testing-only',
  'dev-jwt-secret-key-must-be-at-least-32-characters',
  'emergency_jwt_secret_please_configure_properly',
  'your-secret-key',
  'secret',
]);
