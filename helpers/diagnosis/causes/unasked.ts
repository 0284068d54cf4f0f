import { silent } from './silent.ts';

/** Nothing was seen of how the backend takes good tokens. */
export const unasked = silent('The chat backend was asked with no token that the auth service calls valid.');
