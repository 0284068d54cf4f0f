import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { coded } from '../../config/coded-error.ts';
import { coveragePage } from '../coverage/coverage-page.ts';
import type { ListedTest } from '../coverage/listed-test.ts';
import { inventoryDifferences, inventoryFindings } from '../inventory/inventory-differences.ts';
import { inventoryText, readInventory } from '../inventory/inventory-file.ts';
import { inventoryTest } from '../inventory/inventory-test.ts';

const inventoryPath = 'tests/inventory.txt';
const coveragePath = 'docs/coverage.md';

const textAt = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const unreadable = (problem: string): string =>
  coded('INVENTORY', `${inventoryPath} ${problem}. Restore it from git, then run npm run fix.`);

/** What makes the two lists of tests stale, in sentences. */
export function checkTestLists(root: string, tests: readonly ListedTest[]): string[] {
  const listed = tests.map(inventoryTest);
  const read = readInventory(`${root}/${inventoryPath}`);
  if ('problem' in read) return [unreadable(read.problem)];
  const isThere = (file: string): boolean => existsSync(`${root}/${file}`);
  const findings = [
    ...inventoryFindings(inventoryDifferences(read.tests, read.tests, listed), {
      path: inventoryPath,
      held: read.tests,
      isThere,
    }),
  ];
  const stale = [
    { path: inventoryPath, text: inventoryText(listed), isTold: findings.length > 0 },
    { path: coveragePath, text: coveragePage(tests), isTold: false },
  ].filter(({ path, text, isTold }) => !isTold && textAt(`${root}/${path}`) !== text);
  return [
    ...findings.map((sentence) => coded('INVENTORY', sentence)),
    ...stale.map(({ path }) => `${path} is not what the tests say. Run npm run fix and commit it.`),
  ];
}

/**
 * Writes the two lists of tests. It does not drop a whole file from the inventory unless that was accepted: a configuration
 * that finds too few tests must not make the list of what there is shorter.
 * @param accepted - files that may go
 * @returns why nothing was written, in sentences
 */
export function writeTestLists(
  root: string,
  tests: readonly ListedTest[],
  accepted: readonly string[],
): string[] {
  const path = `${root}/${inventoryPath}`;
  const listed = tests.map(inventoryTest);
  const read = existsSync(path) ? readInventory(path) : { tests: [] };
  if ('problem' in read) return [unreadable(read.problem)];
  const kept = new Set(listed.map(({ file }) => file));
  const dropped = read.tests.map(({ file }) => file).filter((file) => !kept.has(file));
  const refused = [...new Set(dropped)].filter((file) => !accepted.includes(file));
  const idle = accepted.filter((file) => !dropped.includes(file));
  const problems = [
    ...refused.map((file) => {
      const count = String(dropped.filter((one) => one === file).length);
      return coded(
        'INVENTORY',
        `${file} would go from ${inventoryPath} with its ${count} tests, so neither list was written. If it was deleted or moved on purpose: npm run fix -- --accept-removal ${file}`,
      );
    }),
    ...idle.map((file) =>
      coded('INVENTORY', `--accept-removal ${file}: no such file would go from ${inventoryPath}.`),
    ),
  ];
  if (problems.length > 0) return problems;
  writeFileSync(path, inventoryText(listed));
  writeFileSync(`${root}/${coveragePath}`, coveragePage(tests));
  return [];
}
