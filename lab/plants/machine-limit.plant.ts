import { closeSync, openSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { expect, test } from '../../fixtures/test.ts';

test.use({ diagnosedBy: `${projectRoot}doctor/in-run/diagnose-refusal.ts` });

/** Opens files until this process may open no more, and does something then. */
async function withoutFiles<T>(act: () => Promise<T>): Promise<T> {
  const files: number[] = [];
  try {
    for (;;) files.push(openSync('/dev/null', 'r'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EMFILE') throw error;
  }
  try {
    return await act();
  } finally {
    for (const file of files) closeSync(file);
  }
}

test('a handshake finds no file left', async ({ user, sockets }) => {
  const { accessToken: token } = user;
  const { handshake } = await withoutFiles(() => sockets.attempt({ via: 'header', token }));
  expect(handshake.status).toBe(101);
});

test('fifty requests at once find no file left', async ({ user }) => {
  const lists = await withoutFiles(() => Promise.all(Array.from({ length: 50 }, () => user.messages.list())));
  expect(lists).toHaveLength(50);
});
