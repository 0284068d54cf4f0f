import { thisProcess } from '../../config/process-owner.ts';
import { Secret } from '../../config/secret.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { createLedgerFile } from '../../helpers/users/ledger/ledger-file.ts';
import { userKeyCheck } from '../../helpers/users/ledger/test-identity.ts';
import { createUserLedger } from '../../helpers/users/ledger/user-ledger.ts';

/** Asks a target that never answers for one user after the other, until the ledger in this directory has no room. */
const [, , directory = ''] = process.argv;
const run = '2611220000-abc123';
const ledger = createUserLedger(
  createLedgerFile(directory, run, () => ({
    kind: 'owner',
    version: 1,
    at: new Date().toISOString(),
    run,
    target: 'https://auth.staging.example',
    userKeyCheck: userKeyCheck(new Secret('a user key that everybody knows', { isPublic: true })),
    owner: thisProcess(),
  })),
);
const client = ledger.watch({
  send: ({ body }) => {
    process.stdout.write(`asked for ${JSON.stringify(body)}\n`);
    return Promise.resolve(
      new WireResponse({ request: 'POST /auth/register', status: 500, headers: new Headers(), body: '' }),
    );
  },
});
for (let n = 1; n < 1_000; n += 1)
  await client.send({
    method: 'POST',
    path: '/auth/register',
    body: { email: `test-${n}@staging.netrasystems.ai` },
  });
