/** What can stop a local staging. The harness explains each in docs/errors.md. */
type StagingErrorCode =
  | 'DATABASE_TAKEN'
  | 'ENV_FILE_NOT_WRITTEN'
  | 'LOG_NOT_WRITTEN'
  | 'MACHINE_LIMIT'
  | 'PORT_UNAVAILABLE'
  | 'SECRET_INSECURE'
  | 'SECRET_MISSING'
  | 'SECRET_TOO_SHORT'
  | 'VARIANT_PARAMETER_INVALID'
  | 'VARIANT_PARAMETER_UNKNOWN'
  | 'VARIANT_UNKNOWN';

/** A local staging cannot start as asked: a sentence for the person at the terminal. */
export class StagingError extends Error {
  override readonly name = 'StagingError';

  constructor(code: StagingErrorCode, sentence: string, options?: ErrorOptions) {
    super(`[${code}] ${sentence}`, options);
  }
}
