import { execFileSync } from 'node:child_process';

/** The harness's own revision, with `-dirty` where tracked files were changed; null outside git, or without it. */
export function gitRevision(): string | null {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=40', '--exclude=*', '--dirty'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
