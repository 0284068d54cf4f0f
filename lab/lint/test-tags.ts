import type { Rule } from 'eslint';
import { isPromiseId } from '../../config/contract/promises.ts';
import { tags } from '../../config/tags.ts';

type Call = Parameters<NonNullable<Rule.RuleListener['CallExpression']>>[0];
type Argument = Call['arguments'][number];

/** The ids of promises that a title ends with, where they are written out. */
function idsOf(title: Argument): string[] {
  const parts = title.type === 'TemplateLiteral' ? title.quasis.map(({ value }) => value.cooked) : [];
  const text = title.type === 'Literal' ? String(title.value) : (parts.at(-1) ?? '');
  return /\[([A-Z]\d+(?: [A-Z]\d+)*)\]$/.exec(text)?.[1]?.split(' ') ?? [];
}

/** The values of the property `tag`, where they are written out. */
function tagsOf(details: Argument): Argument[] {
  const properties = details.type === 'ObjectExpression' ? details.properties : [];
  return properties.flatMap((property) => {
    if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.key.name !== 'tag')
      return [];
    const { value } = property;
    const items = value.type === 'ArrayExpression' ? value.elements : [value];
    return items.filter((item): item is Argument & { type: 'Literal' } => item?.type === 'Literal');
  });
}

/** Whether a call is `test(…)` or `test.describe(…)`, or another of them that has a title. */
function isOfTest({ callee }: Call): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  return object.type === 'Identifier' && object.name === 'test';
}

/** Tags are those of config/tags.ts, and titles name promises that exist. */
export const testTags: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unknownTag:
        "The tag {{tag}} is not known. Take one of {{known}}, or add the line `'{{tag}}': 'what it means',` to config/tags.ts.",
      unknownPromise:
        '{{id}} is no promise. Write it into a chapter of config/contract/promises/, or name one that is there.',
    },
  },
  create: (context) => ({
    CallExpression(call) {
      const [title, details] = call.arguments;
      if (!title || !details || !isOfTest(call)) return;
      for (const node of tagsOf(details)) {
        const tag = node.type === 'Literal' ? String(node.value) : '';
        const known = Object.keys(tags).join(', ');
        if (!Object.hasOwn(tags, tag))
          context.report({ node, messageId: 'unknownTag', data: { tag, known } });
      }
      for (const id of idsOf(title))
        if (!isPromiseId(id)) context.report({ node: title, messageId: 'unknownPromise', data: { id } });
    },
  }),
};
