import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { environmentPage } from './environment-page.ts';

const path = fileURLToPath(new URL('../../ENVIRONMENT.md', import.meta.url));

if (process.argv[2] !== '--check') writeFileSync(path, environmentPage());
else if (readFileSync(path, 'utf8') !== environmentPage()) {
  process.stderr.write(
    'ENVIRONMENT.md is not what config/variables.ts says. Run npm run fix and commit the page.\n',
  );
  process.exitCode = 1;
}
