import { faker } from '@faker-js/faker/locale/en';
import type { Secret } from '../../config/secret.ts';
import { testEmail } from './test-email.ts';
import { testPassword } from './test-password.ts';

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

/** The e-mail says run, worker and number, and so the age; the password derives from it. */
export function createTestIdentity({ userKey, ...parts }: TestIdentityOptions): TestIdentity {
  const email = testEmail(parts);
  return { email, name: faker.person.fullName(), password: testPassword(email, userKey) };
}
