import { readFileSync, writeFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { contractPage } from '../coverage/contract-page.ts';

const path = `${projectRoot}docs/contract.md`;

try {
  const text = readFileSync(path, 'utf8');
  const page = contractPage(text);
  if (process.argv[2] !== '--check') writeFileSync(path, page);
  else if (page !== text) {
    process.stderr.write(
      'docs/contract.md is not what config/contract/ says. Run npm run fix and commit the page.\n',
    );
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
