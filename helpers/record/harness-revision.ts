import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';

/** Which harness ran: its commit, or why that is not known. */
export type HarnessRevision = { revision: string } | { revision: null; reason: string };

/** What git says on its error output, in one line. */
function complaintOf(error: unknown): string {
  const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === 'ENOENT') return 'git is not installed';
  const [line = ''] = stderr.split('\n');
  if (line.includes('dubious ownership'))
    return "the checkout belongs to another user; git asks for safe.directory ('git config --global --add safe.directory <checkout>')";
  return line.replace(/^fatal: /, '').replace(/\.$/, '') || 'git gave no reason';
}

/**
 * The commit of the harness itself, with `-dirty` where files were changed or added. A project that lies below another
 * repository has none: that repository's commit says nothing about it.
 * @param root - of the project; this one unless given
 */
export function harnessRevision(root = projectRoot): HarnessRevision {
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  try {
    if (realpathSync(git('rev-parse', '--show-toplevel')) !== realpathSync(resolve(root)))
      return {
        revision: null,
        reason: 'The project is no checkout of its own: it lies below another git repository.',
      };
    const suffix = git('status', '--porcelain') === '' ? '' : '-dirty';
    return { revision: `${git('rev-parse', 'HEAD')}${suffix}` };
  } catch (error) {
    return { revision: null, reason: `Git cannot say it: ${complaintOf(error)}.` };
  }
}
