import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { variantsPage } from './variants-page.ts';

const path = fileURLToPath(new URL('../../docs/variants.md', import.meta.url));

if (process.argv[2] !== '--check') writeFileSync(path, variantsPage());
else if (readFileSync(path, 'utf8') !== variantsPage()) {
  process.stderr.write(
    'docs/variants.md is not what local-staging/variants/ says. Run npm run fix and commit the page.\n',
  );
  process.exitCode = 1;
}
