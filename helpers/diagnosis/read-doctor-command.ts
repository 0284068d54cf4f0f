import { parseArgs } from 'node:util';

/** What `npm run doctor` was asked for. */
export interface DoctorCommand {
  json: boolean;
  explain: string | undefined;
  tokenFile: string | undefined;
  offerFile: string | undefined;
}

/**
 * Reads the flags of `npm run doctor`.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readDoctorCommand(flags: string[]): DoctorCommand {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: flags,
      options: { json: { type: 'boolean' }, explain: text, 'token-file': text, 'offer-file': text },
    });
    return {
      json: values.json === true,
      explain: values.explain,
      tokenFile: values['token-file'],
      offerFile: values['offer-file'],
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    throw new Error(
      `[FLAG_UNKNOWN] ${String(reason)}. Known are --json, --explain CAUSE, --token-file F and --offer-file F.`,
      { cause: error },
    );
  }
}
