import { z } from 'zod';
import type { HttpClientOptions } from '../http/http-client.ts';
import type { RunJournal } from '../reporting/run-journal.ts';

const madeBy = ['POST /auth/register', 'POST /auth/e2e/test-auth'];
const deleted = /^DELETE \/auth\/users\/([^/?]+)$/;
const withUser = z.object({ user: z.object({ id: z.string() }) });

/** Keeps the users that the auth service made and removed in the journal, whoever asked for it. */
export function journalUsers(journal: RunJournal): NonNullable<HttpClientOptions['onAnswer']> {
  return (response) => {
    if (madeBy.includes(response.request) && response.status < 300) {
      const id = withUser.safeParse(response.json()).data?.user.id;
      if (id !== undefined) journal.write({ kind: 'user-made', id });
    }
    const removed = deleted.exec(response.request)?.[1];
    if (removed !== undefined && response.status === 204)
      journal.write({ kind: 'user-removed', id: decodeURIComponent(removed) });
  };
}
