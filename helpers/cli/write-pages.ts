import { readFileSync, writeFileSync } from 'node:fs';
import { readFlags } from '../../command-line/read-flags.ts';
import { projectRoot } from '../../config/project-root.ts';
import { contractPage } from '../coverage/contract-page.ts';
import { pagesCommand } from './commands.ts';
import { environmentPage } from './environment-page.ts';
import { errorsPage } from './errors-page.ts';
import { printError, runRedacted } from './run-redacted.ts';

/** The pages that are written from data of config/: each from that data and from the text that is there. */
const pages = [
  { path: 'ENVIRONMENT.md', source: 'config/variables.ts', write: environmentPage },
  { path: 'docs/contract.md', source: 'config/contract/', write: contractPage },
  { path: 'docs/errors.md', source: 'config/error-catalogue.ts', write: errorsPage },
];

await runRedacted(pagesCommand, (words) => {
  const { check } = readFlags(words, pagesCommand);
  let exitCode = 0;
  for (const { path, source, write } of pages) {
    const text = readFileSync(`${projectRoot}${path}`, 'utf8');
    const page = write(text);
    if (page === text) continue;
    if (check) {
      printError(`${path} is not what ${source} says. Run npm run fix and commit the page.`);
      exitCode = 1;
    } else writeFileSync(`${projectRoot}${path}`, page);
  }
  return exitCode;
});
