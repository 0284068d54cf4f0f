import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFlags } from '../../command-line/read-flags.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { variantsPage, variantsPageCommand } from './variants-page.ts';

const path = fileURLToPath(new URL('../../docs/variants.md', import.meta.url));

await runCommand(variantsPageCommand, (words) => {
  const { check } = readFlags(words, variantsPageCommand);
  if (!check) writeFileSync(path, variantsPage());
  else if (readFileSync(path, 'utf8') !== variantsPage()) {
    process.stderr.write(
      'docs/variants.md is not what local-staging/variants/ says. Run npm run fix and commit the page.\n',
    );
    return 1;
  }
  return 0;
});
