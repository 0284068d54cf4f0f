import type { Target } from '../../../config/target.ts';

/** @throws Error where the target does not say that users can be removed */
export function requireUserDeletion({ capabilities }: Target): void {
  if (!capabilities.has('user-deletion'))
    throw new Error(
      '[CAPABILITY_MISSING] The target lacks user-deletion: nobody can be removed by this harness. npm run users -- list --format sql is for its operators.',
    );
}
