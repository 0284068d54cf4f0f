import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** How the workers of a run tell the runner what must not be published. */
export interface SealedSecrets {
  /** Adds to what this worker knows. */
  tell(worker: number, secret: string): void;
  /** What a worker has told since the last call. */
  news(worker: number): string[];
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
  const pathOf = (worker: number): string => join(directory, `secrets-${String(worker)}`);
  const readers = new Map<number, { file: number; rest: string }>();
  mkdirSync(directory, { recursive: true, mode: 0o700 });

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
  const readerOf = (worker: number): { file: number; rest: string } | undefined => {
    const known = readers.get(worker);
    if (known) return known;
    try {
      const reader = { file: openSync(pathOf(worker), 'r'), rest: '' };
      readers.set(worker, reader);
      return reader;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };

  return {
    tell: (worker, secret) => {
      appendFileSync(pathOf(worker), `${seal(secret)}\n`, { mode: 0o600 });
    },
    news: (worker) => {
      const reader = readerOf(worker);
      if (!reader) return [];
      const chunk = Buffer.alloc(64 * 1024);
      for (let read = readSync(reader.file, chunk); read > 0; read = readSync(reader.file, chunk))
        reader.rest += chunk.toString('latin1', 0, read);
      const lines = reader.rest.split('\n');
      // What a dying worker tore stays for ever unread, as nobody has sent it.
      reader.rest = lines.pop() ?? '';
      return lines.map(open);
    },
  };
}
