/** The id and secret that a calling service sends along, and what is expected. */
export interface ServiceCredentials {
  sentId: string | undefined;
  sentSecret: string | undefined;
  expectedId: string;
  expectedSecret: string | undefined;
}

/** Checked when both are sent: id first, then secret (contract A7, A13). Undefined lets the call through. */
export function checkServiceCredentials(
  credentials: ServiceCredentials,
): 'invalid_service_id' | 'invalid_service_secret' | 'service_not_configured' | undefined {
  const { sentId, sentSecret, expectedId, expectedSecret } = credentials;
  if (sentId === undefined || sentSecret === undefined) return undefined;
  if (sentId !== expectedId) return 'invalid_service_id';
  if (expectedSecret === undefined) return 'service_not_configured';
  return sentSecret === expectedSecret ? undefined : 'invalid_service_secret';
}
