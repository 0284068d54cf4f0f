import { HarnessError } from '../helpers/errors/harness-error.ts';
import type { RefusedCall } from '../helpers/evidence/refusal-signature.ts';
import { readFlags } from '../helpers/flags/read-flags.ts';

/** What `npm run doctor` was asked for. */
export interface DoctorCommand {
  json: boolean;
  explain: string | undefined;
  tokenFile: string | undefined;
  offerFile: string | undefined;
  /** A call that was refused. */
  call: RefusedCall | undefined;
}

/** `METHOD /api/…`, as the contract writes a call. */
function readCall(text: string | undefined): RefusedCall | undefined {
  if (text === undefined) return undefined;
  const [, method, path] = /^(GET|POST|DELETE) (\/api\/\S+)$/.exec(text) ?? [];
  if (method === undefined || path === undefined)
    throw new HarnessError(
      'FLAG_INVALID',
      `--call "${text}" is no call. Expected a method and a path of the chat backend, e.g. --call "GET /api/threads".`,
    );
  return { method: method as RefusedCall['method'], path };
}

/**
 * Reads the flags of `npm run doctor`.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readDoctorCommand(flags: string[]): DoctorCommand {
  const text = { type: 'string' } as const;
  const values = readFlags(
    flags,
    { json: { type: 'boolean' }, explain: text, call: text, 'token-file': text, 'offer-file': text },
    'Known are --json, --explain CAUSE, --call "METHOD PATH", --token-file F and --offer-file F.',
  );
  return {
    json: values.json === true,
    explain: values.explain,
    tokenFile: values['token-file'],
    offerFile: values['offer-file'],
    call: readCall(values.call),
  };
}
