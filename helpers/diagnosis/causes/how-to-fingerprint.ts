/** How operators come by a fingerprint (contract §2.1) where a service runs. */
export const howToFingerprint =
  'A fingerprint, where a service runs: printf %s "$VARIABLE" | sha256sum | cut -c1-16. Never send the value itself.';
