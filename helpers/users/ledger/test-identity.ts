import { createHmac } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/en';
import { Secret } from '../../../config/secret.ts';

/** What the e-mail of a test identity says (contract §2.2, C5). */
export interface TestEmailParts {
  runId: string;
  workerIndex: number;
  /** Counts a worker's identities, from 1. */
  n: number;
}

/** `test-<yymmddhhmm>-<run>-<worker>-<n>@staging.netrasystems.ai`: a lost run's identities can be enumerated. */
export function testEmail({ runId, workerIndex, n }: TestEmailParts): string {
  return `test-${runId}-${workerIndex}-${n}@staging.netrasystems.ai`;
}

/**
 * The password of a test user: it derives from the e-mail and need not be stored (contract §2.2). It begins with `testpw-`,
 * so that a report can be searched for it.
 */
export function testPassword(email: string, userKey: Secret): Secret {
  return new Secret(`testpw-${createHmac('sha256', userKey.reveal()).update(email).digest('base64url')}`);
}

/** Equal for equal user keys; the key cannot be read from it. With another key no derived password fits. */
export function userKeyCheck(userKey: Secret): string {
  return createHmac('sha256', userKey.reveal())
    .update('check value of the user key')
    .digest('hex')
    .slice(0, 16);
}

/** A user that the harness may make: not there yet, but its e-mail can be enumerated (contract §2.2, C5). */
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

/** The e-mail names run, worker and number, and so shows the age; the password derives from it. */
export function createTestIdentity({ userKey, ...parts }: TestIdentityOptions): TestIdentity {
  const email = testEmail(parts);
  return { email, name: faker.person.fullName(), password: testPassword(email, userKey) };
}

/** The id that the staging bypass gives the user of an e-mail (contract A2, A15). */
export function bypassUserId(email: string): string {
  return `e2e-${(email.split('@')[0] ?? '').toLowerCase()}`;
}

/** Whether a user of an e-mail can have this id: users of the bypass have one of their own form (contract A2, A3). */
export function isOwnId({
  way,
  email,
  id,
}: {
  way: 'bypass' | 'provisioned';
  email: string;
  id: string | undefined;
}): boolean {
  return way === 'bypass' ? id === bypassUserId(email) : !id?.toLowerCase().startsWith('e2e-');
}

const pattern = /^test-(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})-[a-z0-9]{6}-\d+-\d+@staging\.netrasystems\.ai$/;

/**
 * How old a test identity is by the date in its e-mail, in milliseconds; negative where that is yet to come, undefined
 * where the e-mail is not one of this harness (contract §2.2).
 */
export function ageOf(email: string, nowMs: number): number | undefined {
  const match = pattern.exec(email);
  if (!match) return undefined;
  const [, year, month, day, hour, minute] = match.map(String);
  const madeAtMs = Date.parse(
    `20${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:00Z`,
  );
  return Number.isNaN(madeAtMs) ? undefined : nowMs - madeAtMs;
}
