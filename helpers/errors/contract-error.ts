import { boxedStack } from './boxed-stack.ts';

/** The target answered, but not as docs/contract.md promises: the product acts. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code:
    | 'UNEXPECTED_STATUS'
    | 'UNEXPECTED_SHAPE'
    | 'USER_NOT_GONE'
    | 'UNEXPECTED_WELCOME'
    | 'HANDSHAKE_REFUSED'
    | 'SUBPROTOCOL_NOT_SELECTED'
    | 'FRAME_NOT_RECEIVED'
    | 'EVENT_NOT_RECEIVED'
    | 'CLOSE_NOT_RECEIVED'
    | 'SOCKET_CLOSED';

  /** @param text - what was expected, where, how long, and what was seen instead; no secret */
  constructor(code: ContractError['code'], text: string, options?: ErrorOptions) {
    super(`[${code}] ${text}`, options);
    this.code = code;
    this.stack = boxedStack(this);
  }
}
