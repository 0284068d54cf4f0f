import { ownerText } from '../../../config/owner-contacts.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';
import { contentsOf } from '../../contents-of.ts';
import { expect, test } from '../../fixtures/test.ts';

// That HTML, JUnit and JSON name the owners of the record, and each once, is a part of every runPlaywright.
test('each failed test has one owner, in the record, on the terminal and in every report', async ({
  runPlaywright,
}, testInfo) => {
  const run = await runPlaywright(['--config', 'lab/plants', 'owners'], {
    PLANT_OUTPUT: testInfo.outputPath(),
  });
  const { tests } = readRunRecord(testInfo.outputPath('reports/record.json'));
  const titled = tests.map(({ id }) => id.split(' › ').at(-1)?.split(':')[0]);
  const counts = ['product', 'operations', 'harness'].map(
    (owner) => titled.filter((name) => name === owner).length,
  );
  const inBlob = [...contentsOf(testInfo.outputPath('reports/blob'))]
    .flatMap(({ place, text }) => (place.endsWith('!report.jsonl') ? text.split('\n') : []))
    .filter((line) => line.includes('"method":"onTestEnd"'))
    .map((line) => line.split('"type":"owner"').length - 1);

  expect(tests.map(({ owner = 'nobody' }) => owner)).toEqual(titled);
  expect(counts).toEqual([3, 3, 4]);
  for (const [index, owner] of (['product', 'operations', 'harness'] as const).entries())
    expect(run.output).toContain(`${String(counts[index])} failed: ${ownerText(owner)}\n`);
  // A blob is written before the record fails what Playwright lets pass.
  expect(inBlob.filter((count) => count === 1)).toHaveLength(8);
  expect(inBlob.filter((count) => count === 0)).toHaveLength(3);
});
