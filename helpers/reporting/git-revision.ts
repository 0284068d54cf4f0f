import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../config/project-root.ts';

/** The harness's own revision, with `-dirty` where files were changed or added; null outside git, or without it. */
export function gitRevision(): string | null {
  const git = (...words: string[]): string =>
    execFileSync('git', words, {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '-dirty'}`;
  } catch {
    return null;
  }
}
