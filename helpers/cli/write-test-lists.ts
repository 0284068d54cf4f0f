import { writeFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { censusText } from '../census/census-text.ts';
import { contractPromises } from '../coverage/contract-promises.ts';
import { coveragePage } from '../coverage/coverage-page.ts';
import { listTests } from '../coverage/list-tests.ts';
import { seedLines } from '../coverage/seed-lines.ts';

const tests = await listTests();
writeFileSync(
  `${projectRoot}docs/coverage.md`,
  coveragePage({ promises: contractPromises(), tests, seedLines }),
);
writeFileSync(`${projectRoot}tests/census.json`, censusText(tests));
