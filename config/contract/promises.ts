import { authService } from './promises/auth-service.ts';
import type { ContractPromise } from './promises/contract-promise.ts';
import { forms } from './promises/forms.ts';
import { refusals } from './promises/refusals.ts';
import { rest } from './promises/rest.ts';
import { socket } from './promises/socket.ts';

/** The promises as docs/contract.md shows them, a table each. A new promise is one entry of a chapter. */
export const chapters = { refusals, 'auth-service': authService, rest, socket, forms } as const;

/** Every promise by its id. */
export const promises = { ...refusals, ...authService, ...rest, ...socket, ...forms };

export type PromiseId = keyof typeof promises;

/** Whether a test may name it. */
export function isPromiseId(id: string): id is PromiseId {
  return Object.hasOwn(promises, id);
}

/** Why no release goes out while a promise is broken; undefined where one may. */
export function whyCritical(id: PromiseId): string | undefined {
  const { critical }: ContractPromise = promises[id];
  return critical;
}
