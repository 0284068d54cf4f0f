import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

function expectedIn(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    default:
      return issue.message.replace(/^(?:Expected|Invalid input: expected) /, '');
  }
}

/** That nothing came is said; what came is not, as it may be a secret. */
const isMissing = ({ message }: Issue): boolean => message.endsWith('received undefined');

/** What of an answer or a frame cannot be read, e.g. `not understood: field page, expected number, which is missing`. */
export function notUnderstood({ issues }: { issues: readonly Issue[] }): string {
  const fields = issues.map(
    (issue) =>
      `field ${issue.path.join('.') || '(the whole)'}, expected ${expectedIn(issue)}${isMissing(issue) ? ', which is missing' : ''}`,
  );
  return `not understood: ${fields.join('; ')}`;
}
