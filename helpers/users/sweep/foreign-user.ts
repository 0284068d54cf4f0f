import type { LedgerPart, LedgerUser } from '../ledger/ledger-line.ts';
import { bypassUserId } from '../test-identity.ts';

/** Why a user of a file is not one that its run can have made (contract §2.2); undefined where it can. */
export function foreignUser(
  { path, run }: Pick<LedgerPart, 'path' | 'run'>,
  { way, email, id }: LedgerUser,
): string | undefined {
  const [from, to] = [`test-${run}-`, '@staging.netrasystems.ai'];
  const text = email.toLowerCase();
  const isOfRun = text.startsWith(from) && text.endsWith(to);
  const isOwnId = way === 'bypass' ? id === bypassUserId(email) : !id?.toLowerCase().startsWith('e2e-');
  return isOfRun && isOwnId
    ? undefined
    : `${path}: ${JSON.stringify(email)}${isOfRun ? `, of id ${JSON.stringify(id)},` : ''} was not made by run ${run}, whose identities are ${from}…${to}. It is not removed.`;
}
