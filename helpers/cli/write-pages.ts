import { readFileSync, writeFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { contractPage } from '../coverage/contract-page.ts';
import { environmentPage } from './environment-page.ts';
import { errorsPage } from './errors-page.ts';

/** The pages that are written from data of config/, and how each comes of that data and of its own text. */
const pages = [
  { path: 'ENVIRONMENT.md', source: 'config/variables.ts', write: environmentPage },
  { path: 'docs/contract.md', source: 'config/contract/', write: contractPage },
  { path: 'docs/errors.md', source: 'config/error-catalogue.ts', write: errorsPage },
];

const isCheck = process.argv[2] === '--check';

try {
  for (const { path, source, write } of pages) {
    const text = readFileSync(`${projectRoot}${path}`, 'utf8');
    const page = write(text);
    if (page === text) continue;
    if (isCheck) {
      process.stderr.write(`${path} is not what ${source} says. Run npm run fix and commit the page.\n`);
      process.exitCode = 1;
    } else writeFileSync(`${projectRoot}${path}`, page);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
