import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { envFile } from './env-file.ts';
import { startLocalStaging, type LocalStaging, type LocalStagingOptions } from './start-local-staging.ts';
import { families } from './variants/families.ts';
import type { Variant } from './variants/variant.ts';

/** Many stagings in one process. */
export interface Fleet {
  count: number;
  /** Ends them all, and removes their files. */
  close(): Promise<void>;
}

/**
 * Starts one staging with each defect, which costs milliseconds where a process of its own costs seconds, and a healthy one.
 * @param directory - gets a file `NAME.env` for each, as `--write-env` writes it, and `healthy.env`
 * @throws Error with one sentence when a file cannot be written
 */
export async function startEveryDefect(directory: string, options: LocalStagingOptions): Promise<Fleet> {
  const started: { staging: LocalStaging; path: string }[] = [];
  const close = async (): Promise<void> => {
    for (const { path } of started) envFile.remove(path);
    await Promise.all(started.map(({ staging }) => staging.close()));
  };
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const defects = Object.values(families)
      .flatMap(Object.entries<Variant>)
      .flatMap(([name, { kind }]) => (kind === 'defect' ? [name] : []));
    for (const name of [undefined, ...defects]) {
      const path = join(directory, `${name ?? 'healthy'}.env`);
      const variants = [...(options.variants ?? []), ...(name === undefined ? [] : [name])];
      const staging = await startLocalStaging({ ...options, variants });
      started.push({ staging, path });
      envFile.write(path, staging);
    }
    return { count: started.length, close };
  } catch (error) {
    await close();
    throw error;
  }
}
