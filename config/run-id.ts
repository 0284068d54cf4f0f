import { randomInt } from 'node:crypto';
import { runVariable } from './run-variable.ts';

function newRunId(): string {
  const minute = new Date().toISOString().replaceAll(/\D/g, '').slice(2, 12);
  const random = Array.from({ length: 6 }, () => randomInt(36).toString(36)).join('');
  return `${minute}-${random}`;
}

/**
 * The id of this run: `<yymmddhhmm>-<6 random characters>`, UTC. It is part of every test user's e-mail, so that the age and
 * the run of a user who was left behind can be read (contract §2.2).
 */
export function runId(): string {
  return runVariable('STAGING_RUN_ID', newRunId);
}
