import { randomInt } from 'node:crypto';
import { ConfigurationError } from './configuration-error.ts';

function newRunId(): string {
  const minute = new Date().toISOString().replaceAll(/\D/g, '').slice(2, 12);
  const random = Array.from({ length: 6 }, () => randomInt(36).toString(36)).join('');
  return `${minute}-${random}`;
}

/**
 * The id of this run: `<yymmddhhmm>-<6 random characters>`, UTC. The runner makes it at the first call, its workers
 * inherit it. It is part of every test user's e-mail, so that the age and the run of a user who was left behind can be
 * read (contract §2.2).
 * @throws ConfigurationError when STAGING_RUN_ID is set to something else
 */
export function runId(): string {
  const id = (process.env['STAGING_RUN_ID'] ??= newRunId());
  if (!/^\d{10}-[a-z0-9]{6}$/.test(id))
    throw new ConfigurationError([
      {
        name: 'STAGING_RUN_ID',
        source: 'the process environment',
        text: `"${id}". Expected <yymmddhhmm>-<6 letters or digits>. Unset it: the run makes its own.`,
      },
    ]);
  return id;
}
