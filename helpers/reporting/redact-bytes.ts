import type { Redactor } from './redactor.ts';

/** Redacts bytes of any kind: byte for byte, so that what holds no secret stays as it is. */
export function redactBytes(bytes: Uint8Array, redact: Redactor): Buffer {
  return Buffer.from(redact(Buffer.from(bytes).toString('latin1')), 'latin1');
}
