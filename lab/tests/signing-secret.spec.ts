import { resolveSigningSecret } from '../../config/signing-secret.ts';
import { expect, test } from '../fixtures/test.ts';

const secret40 = '0123456789abcdefghij0123456789ABCDEFGHIJ';

test.describe('the signing secret', () => {
  test('a secret is told by its name, length and fingerprint, and never shown [S1]', () => {
    const { source, secret } = resolveSigningSecret({ JWT_SECRET: secret40 });

    expect(`${String(secret)} ${JSON.stringify({ secret })}`).toBe('[redacted] {"secret":"[redacted]"}');
    expect(source).toBe('JWT_SECRET');
    expect(secret).toHaveLength(40);
    expect(secret.fingerprint()).toBe('8954e3c2fb865c89');
  });
});
