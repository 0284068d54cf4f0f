import { posix, relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { refusedImport } from './rooms.ts';

interface Source {
  type: string;
  value?: unknown;
}

/** Refuses an import against the order of the rooms, of types too. */
export const oneWayImports: Rule.RuleModule = {
  meta: {
    type: 'problem',
    messages: {
      refused:
        '{{reason}} Imports go one way: config ← helpers ← fixtures ← tests, and suite ← doctor ← lab. local-staging stands alone. The order of the rooms is in lab/lint/rooms.ts.',
    },
  },
  create: (context) => {
    const file = relative(context.cwd, context.filename).replaceAll(sep, '/');
    const check = (node: Rule.Node, source: Source | null | undefined): void => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const reason = refusedImport(file, posix.join(posix.dirname(file), source.value));
      if (reason !== undefined) context.report({ node, messageId: 'refused', data: { reason } });
    };
    const ofSource = (node: Rule.Node): void => {
      check(node, (node as unknown as { source?: Source }).source);
    };
    return {
      ImportDeclaration: ofSource,
      ExportNamedDeclaration: ofSource,
      ExportAllDeclaration: ofSource,
      ImportExpression: ofSource,
      TSImportType: ofSource,
    };
  },
};
