import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvFile } from '../../config/parse-env-file.ts';
import { ownStaging } from '../guard/target-guard.ts';
import { startStagingProcess } from './start-staging-process.ts';

/** A local staging in a process of its own, whose files go with it. */
export interface DisposableStaging {
  /** The file that hands it over. */
  envFile: string;
  /** Where the ledger of its users may be. */
  ledgerDirectory: string;
  close(): Promise<void>;
}

/**
 * @param flags - of `npm run staging`
 * @throws Error with one sentence when it is not up in time
 */
export async function startDisposableStaging(...flags: string[]): Promise<DisposableStaging> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-staging-'));
  const envFile = join(directory, 'staging.env');
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const staging = await startStagingProcess(['--write-env', envFile, ...flags]);
    const { variables } = parseEnvFile(readFileSync(envFile, 'utf8'), envFile);
    const disown = ownStaging(
      ...Object.entries(variables).flatMap(([name, value]) => (name.endsWith('_URL') ? value : [])),
    );
    return {
      envFile,
      ledgerDirectory: join(directory, 'ledger'),
      close: () => staging.close().finally(disown).finally(remove),
    };
  } catch (error) {
    remove();
    throw error;
  }
}
