import { expect, test } from '../../fixtures/test.ts';
import { createHttpClient } from '../../helpers/http/http-client.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';

/** What a target may answer to harm who reads the reports. */
const hostile = [
  '<img src=x onerror="document.title=\'owned\'">',
  '</pre></details><script>document.title="owned"</script>',
  '::set-output name=owned::yes',
  '##vso[task.complete result=Succeeded;]',
  '\u001b]0;owned\u0007\u001b[2J\u001b[1;1H\u001b[8mhidden',
  "'; DROP TABLE users; --",
  '$(touch owned) `touch owned`',
  "' ; touch owned ; '",
  ']]><testcase name="owned"/>',
  'passed\r\u202efailed',
].join('\n');

test('a message of the target is hostile', async ({ user, thread }) => {
  const { content } = await user.messages.create({ thread_id: thread.id, content: hostile });
  console.log(content);
  test.info().annotations.push({ type: 'said', description: content });

  expect(content).toBe('something harmless');
});

test('an answer of the target has 5 MiB', async ({ startStaging, wire }) => {
  const body = `<b>${'x'.repeat(5 * 1024 * 1024)}`;
  const { startBrokenEdge } = await startStaging();
  const baseUrl = await startBrokenEdge(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const recorder = wire.recorderOf('private');
  const client = createHttpClient({ service: 'edge', baseUrl, timeoutMs: 5_000, budget: noBudget, recorder });
  const answer = await client.send({ method: 'GET', path: '/' });

  expect(answer.text()).toBe('something short');
});
