import { knownSecrets } from '../../config/known-secrets.ts';
import { runKey } from '../../config/run-key.ts';
import { createRedactor, type Redactor } from './redactor.ts';

let redactor: Redactor | undefined;

/** The redactor of this process, for everything that it publishes: it knows whatever was put into a `Secret` here. */
export function runRedactor(): Redactor {
  if (redactor) return redactor;
  const created = createRedactor(runKey());
  knownSecrets.subscribe(created.know);
  return (redactor = created);
}
