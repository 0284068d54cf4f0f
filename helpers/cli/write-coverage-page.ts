import { writeFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { contractPromises } from '../coverage/contract-promises.ts';
import { coveragePage } from '../coverage/coverage-page.ts';
import { listTests } from '../coverage/list-tests.ts';
import { seedLines } from '../coverage/seed-lines.ts';

const page = coveragePage({ promises: contractPromises(), tests: await listTests(), seedLines });
writeFileSync(`${projectRoot}docs/coverage.md`, page);
