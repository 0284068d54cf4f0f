import { createHmac } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/en';
import { Secret } from '../../config/secret.ts';

/** A user that the harness may make: nobody yet, but already findable (contract §2.2, C5). */
export interface TestIdentity {
  email: string;
  name: string;
  password: Secret;
}

export interface TestIdentityOptions {
  runId: string;
  workerIndex: number;
  /** Counts a worker's identities, from 1. */
  n: number;
  userKey: Secret;
}

/**
 * The e-mail says run, worker and number, and so the age; the password derives from it and need not be stored. Passwords
 * begin with `testpw-`, so that a report can be searched for them.
 */
export function createTestIdentity({ runId, workerIndex, n, userKey }: TestIdentityOptions): TestIdentity {
  const email = `test-${runId}-${String(workerIndex)}-${String(n)}@staging.netrasystems.ai`;
  const mac = createHmac('sha256', userKey.reveal()).update(email).digest('base64url');
  return { email, name: faker.person.fullName(), password: new Secret(`testpw-${mac}`) };
}
