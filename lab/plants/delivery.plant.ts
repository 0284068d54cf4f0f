import { test } from '../../fixtures/test.ts';
import { converse } from './converse.ts';

test('two sockets of a user and one of a stranger hear a conversation', async ({
  user,
  stranger,
  newThread,
  sockets,
}) => {
  // A run that never ends is waited for.
  test.setTimeout(60_000);
  await converse({ user, stranger, newThread, attempt: sockets.attempt, ask: sockets.ask });
});
