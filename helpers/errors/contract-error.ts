import { CodedError } from '../../config/coded-error.ts';
import type { CodeOf } from '../../config/error-catalogue.ts';
import { boxedStack } from './boxed-stack.ts';

/** The target answered, but not as docs/contract.md promises: the product acts. */
export class ContractError extends CodedError<CodeOf<'product'>> {
  override readonly name = 'ContractError';

  /** @param text - what was expected, where, how long, and what was seen instead; no secret */
  constructor(code: ContractError['code'], text: string, options?: ErrorOptions) {
    super(code, text, options);
    this.stack = boxedStack(this);
  }
}
