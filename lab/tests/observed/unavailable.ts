import { allCoded } from './all-coded.ts';
import { usesOf } from './uses-of.ts';

/** Good tokens that nobody can judge. */
export const unavailable = allCoded(usesOf('threads a 503', 'chat a 503'), 'AUTH_UNAVAILABLE');
