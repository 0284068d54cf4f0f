import { resolve } from 'node:path';
import { ConfigurationError } from './configuration-error.ts';
import type { Environment } from './environment.ts';
import { projectRoot } from './project-root.ts';

/**
 * Where the ledger of a target's users is: of a remote one kept for the next run; of a local staging beside the file that it
 * hands over, as its users die with it.
 * @throws ConfigurationError when the local staging has handed over none
 */
export function ledgerDirectory(
  { STAGING_TARGET: target, STAGING_LEDGER_DIRECTORY: kept }: Environment,
  authUrl: string,
): string {
  if (target === 'remote')
    return resolve(projectRoot, kept, new URL(authUrl).host.replaceAll(/[^\w.-]/g, '_'));
  const handedOver = process.env['STAGING_LOCAL_ENV_FILE'];
  if (handedOver === undefined)
    throw new ConfigurationError([
      { name: 'STAGING_LOCAL_ENV_FILE', source: undefined, text: 'The local staging is not up.' },
    ]);
  return `${resolve(projectRoot, handedOver)}.users`;
}
