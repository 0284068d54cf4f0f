import { CodedError } from '../../config/coded-error.ts';
import type { CodeOf } from '../../config/error-catalogue.ts';

/** The harness, its settings or a command of it cannot do what was asked: its maintainers, or the caller, act. */
export class HarnessError extends CodedError<CodeOf<'harness'>> {
  override readonly name = 'HarnessError';
}
