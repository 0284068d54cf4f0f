import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStagingProcess } from '../../helpers/staging-process/start-staging-process.ts';

/** The name of the staging without a defect. */
export const healthy = 'healthy';

/** A staging for every defect and a healthy one, all in one process. */
export interface Fleet {
  /** The file that hands over the staging with a defect, or the {@link healthy} one. */
  envFileOf(name: string): string;
  close(): Promise<void>;
}

/**
 * Starts `npm run staging -- --every-defect`.
 * @throws Error with one sentence when it is not up in time
 */
export async function startFleet(): Promise<Fleet> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-fleet-'));
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const staging = await startStagingProcess(['--every-defect', directory], { deadlineMs: 60_000 });
    return {
      envFileOf: (name) => join(directory, `${name}.env`),
      close: () => staging.close().finally(remove),
    };
  } catch (error) {
    remove();
    throw error;
  }
}
