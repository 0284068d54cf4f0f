import { answer } from './answer.ts';
import { usesOf } from './uses-of.ts';

/** A good token and garbage that are refused alike, by a backend through which one can log in. */
export const refusedEverywhere = {
  uses: usesOf('threads a 401', 'chat a 401'),
  garbage: answer(401),
  registration: answer(200),
  loginThroughBackend: answer(200),
};
