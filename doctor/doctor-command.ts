import type { Command } from '../command-line/command.ts';
import type { RefusedCall } from '../helpers/evidence/refusal-signature.ts';

/** `METHOD /api/…`, as the contract writes a call. */
function readCall(text: string): RefusedCall | undefined {
  const [, method, path] = /^(GET|POST|DELETE) (\/api\/\S+)$/.exec(text) ?? [];
  return method === undefined || path === undefined
    ? undefined
    : { method: method as RefusedCall['method'], path };
}

/** `npm run doctor`. */
export const doctorCommand = {
  name: 'npm run doctor --',
  does: 'Finds out why a staging refuses a token that it should accept, and says what to do and who does it.',
  flags: {
    json: { meaning: 'print the diagnosis as JSON' },
    explain: { value: 'CAUSE', meaning: 'say what a cause means and what to do about it, and ask nothing' },
    call: {
      value: '"METHOD PATH"',
      meaning: 'a call that was refused',
      expected: 'a method and a path of the chat backend, e.g. "GET /api/threads"',
      read: readCall,
    },
    tokenFile: { value: 'FILE', meaning: 'a file with a token that was refused' },
    offerFile: { value: 'FILE', meaning: 'a file with the subprotocols that a refused handshake offered' },
  },
  exitCodes: {
    0: 'the staging is healthy',
    1: 'something is wrong with it, and the findings say what',
    2: 'not all could be asked, or a flag or the configuration is wrong',
  },
  examples: ['--json', '--explain circuit-open', '--call "GET /api/threads"'],
} as const satisfies Command;
