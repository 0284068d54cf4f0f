type CommandErrorCode = 'COMMAND_UNKNOWN' | 'FLAG_INVALID' | 'FLAG_UNKNOWN' | 'OUTPUT_LOST';

/** A command was called in a way that it does not know, or cannot print. The harness explains each code in docs/errors.md. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  /**
   * @param sentence - what is wrong and what was expected; a value only as `shownValue` shows it
   * @param command - whose page says more
   */
  constructor(code: CommandErrorCode, sentence: string, command?: { name: string }) {
    super(`[${code}] ${sentence}${command ? ` See ${command.name} --help.` : ''}`);
  }
}
