import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appendLine, makePrivateDirectory } from '../shared-file.ts';

/** How the workers of a run report to the runner what must not be published. */
export interface SealedSecrets {
  /** Adds to what this worker knows. */
  tell(worker: number, secret: string): void;
  /** The secrets that a worker has reported since the last call; without a worker, those of all. */
  news(worker: number | undefined): string[];
}

const cipher = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

/**
 * A file per worker in the directory where the processes of a run meet. Its lines are sealed with the key of the run, which
 * is in no file: who finds a directory that a killed run has left behind finds nothing in it.
 * @param key - 64 hex digits (config/run-key.ts)
 */
export function createSealedSecrets(directory: string, key: string): SealedSecrets {
  const keyBytes = Buffer.from(key, 'hex');
  const nameOf = (worker: number): string => `secrets-${worker}`;
  const isOurs = (name: string): boolean => name.startsWith('secrets-');
  makePrivateDirectory(directory);

  const seal = (secret: string): string => {
    const iv = randomBytes(ivBytes);
    const sealing = createCipheriv(cipher, keyBytes, iv);
    const sealed = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()]);
    return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64');
  };
  const open = (line: string): string => {
    const bytes = Buffer.from(line, 'base64');
    const opening = createDecipheriv(cipher, keyBytes, bytes.subarray(0, ivBytes));
    opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
  };
  /** How much of each file has been read. */
  const offsets = new Map<string, number>();

  const newsOf = (name: string): string[] => {
    const bytes = readFileSync(join(directory, name)).subarray(offsets.get(name) ?? 0);
    // What a dying worker tore stays unread, as it was never sent.
    const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    offsets.set(name, (offsets.get(name) ?? 0) + whole.length);
    return whole.toString('latin1').split('\n').filter(Boolean).map(open);
  };

  return {
    tell: (worker, secret) => {
      appendLine(join(directory, nameOf(worker)), seal(secret));
    },
    news: (worker) => {
      // The directory goes with the run; what is printed after it has nothing new.
      if (!existsSync(directory)) return [];
      const names = worker === undefined ? readdirSync(directory).filter(isOurs) : [nameOf(worker)];
      return names.flatMap((name) => {
        const { size } = statSync(join(directory, name), { throwIfNoEntry: false }) ?? { size: 0 };
        return size > (offsets.get(name) ?? 0) ? newsOf(name) : [];
      });
    },
  };
}
