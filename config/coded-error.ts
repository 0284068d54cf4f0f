import { errorCatalogue, type ErrorCode } from './error-catalogue.ts';
import { type Owner, owners } from './owner.ts';

/** An error's text as it is shown everywhere: `[CODE] sentence`. */
export const coded = (code: ErrorCode, sentence: string): string => `[${code}] ${sentence}`;

/** An error with a code of the catalogue. */
export abstract class CodedError<Code extends ErrorCode> extends Error {
  readonly code: Code;

  /** @param sentence - what was expected, where, what was seen instead, and what to do; no secret */
  constructor(code: Code, sentence: string, options?: ErrorOptions) {
    super(coded(code, sentence), options);
    this.code = code;
  }
}

/**
 * The owner of the code that a message begins with, also as a report shows it: `ContractError: [DELIVERY] …`. A code in the
 * middle of a message may be the target's own words, and does not count. Of several clean-ups that failed, the first counts.
 */
export function ownerOfCode(message: string): Owner | undefined {
  const [, code = ''] =
    /^(?:BLOCKED: )?(?:\w*Error: )?(?:\d+ failures in: [^[]*?\. (?:\w*Error: )?)?\[([A-Z_]+)\] /.exec(
      message,
    ) ?? [];
  return owners.find((owner) => Object.hasOwn(errorCatalogue[owner], code));
}
