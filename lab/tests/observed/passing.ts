import { usesOf } from './uses-of.ts';

/** Good tokens that are taken. */
export const passing = usesOf('threads a 200', 'threads a 200', 'chat a 200');
