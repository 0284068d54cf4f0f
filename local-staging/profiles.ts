import { refusals, type Refusals } from './backend/refusal.ts';

const unauthorized = <Code extends 'AUTH_REQUIRED' | 'AUTH_FAILED' | 'USER_REFUSED'>(code: Code) => ({
  [code]: { ...refusals[code], status: 401 as const },
});

/** The refusals of each profile (contract §0). */
export const profiles = {
  '2025-09-07': refusals,
  'after-issue-1234': {
    ...refusals,
    ...unauthorized('AUTH_REQUIRED'),
    ...unauthorized('AUTH_FAILED'),
    ...unauthorized('USER_REFUSED'),
  },
} as const satisfies Record<string, Refusals>;

export type ProfileName = keyof typeof profiles;
