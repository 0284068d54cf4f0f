import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads the flags of a command; nothing but flags may be there.
 * @param known - a sentence that names them, for who gave another
 * @throws Error with one sentence that names the flag and those that are known
 */
export function readFlags<T extends Options>(
  flags: readonly string[],
  options: T,
  known: string,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args: [...flags], options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    throw new Error(`[FLAG_UNKNOWN] ${String(reason)}. ${known}`, { cause: error });
  }
}
