import { readFlags } from '../helpers/flags/read-flags.ts';

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
  const values = readFlags(
    flags,
    { json: { type: 'boolean' }, explain: text, 'token-file': text, 'offer-file': text },
    'Known are --json, --explain CAUSE, --token-file F and --offer-file F.',
  );
  return {
    json: values.json === true,
    explain: values.explain,
    tokenFile: values['token-file'],
    offerFile: values['offer-file'],
  };
}
