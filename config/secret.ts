import { inspect } from 'node:util';
import { fingerprint } from '../command-line/shown-value.ts';
import { knownSecrets } from './known-secrets.ts';

/**
 * A value that must not be seen: prints, serialises and compares as `[redacted]` until it is revealed. The redactor
 * knows every such value (known-secrets.ts).
 */
export class Secret {
  readonly #value: string;

  /** @param options - `isPublic`: it may stand in a report, e.g. a made-up token */
  constructor(value: string, { isPublic = false } = {}) {
    this.#value = value;
    if (!isPublic) knownSecrets.add(value);
  }

  /** The value itself; for the wire only. */
  reveal(): string {
    return this.#value;
  }

  /** How many characters it has. */
  get length(): number {
    return this.#value.length;
  }

  /** First 16 hex digits of the SHA-256, for the operator at the terminal (contract §2.1). */
  fingerprint(): string {
    return fingerprint(this.#value);
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}
