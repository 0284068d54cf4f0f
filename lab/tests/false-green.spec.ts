import { readFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { expect, test } from '../fixtures/test.ts';
import { listedTest } from '../../helpers/coverage/listed-test.ts';
import { inventoryTests } from '../../helpers/inventory/inventory-file.ts';
import { listDefects } from '../kill-score/defect.ts';

const read = (path: string): string => readFileSync(`${projectRoot}${path}`, 'utf8');

/** The rows of docs/false-green.md: what makes it impossible, and what plants it. */
const rows = Array.from(
  read('docs/false-green.md').matchAll(/^\| (\d+) \| [^|]* \| ([^|]*) \| ([^|]*) \|$/gm),
  ([, line = '', mechanism = '', plants = '']) => ({
    line,
    mechanism,
    plants: Array.from(plants.matchAll(/`([^`]+)`/g), ([, plant = '']) => plant),
  }),
);

test.describe('the ways to be green without being right', () => {
  test('are each planted, or wait for the gate', () => {
    const without = rows.filter(({ plants }) => plants.length === 0);

    expect(rows).toHaveLength(21);
    expect(without.map(({ line }) => line)).toEqual(['13', '18', '20']);
    expect(without.map(({ mechanism }) => mechanism)).toEqual(
      without.map(() => expect.stringMatching(/[Nn]ot yet.*the gate$/)),
    );
  });

  test('name tests and defects that are there', async () => {
    const tests = inventoryTests(`${projectRoot}tests/inventory.txt`).map(listedTest);
    const defects = (await listDefects()).map(({ name }) => `defect:${name}`);
    const isThere = (plant: string): boolean => {
      const [file = '', title = ''] = plant.split(' › ');
      return (
        defects.includes(plant) ||
        tests.some(({ id }) => id.startsWith(`lab/tests/${file} › `) && id.endsWith(` › ${title}`))
      );
    };
    const missing = rows.flatMap(({ plants }) => plants).filter((plant) => !isThere(plant));

    expect(missing).toEqual([]);
  });
});
