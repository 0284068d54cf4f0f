import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestError } from '@playwright/test/reporter';
import { ownerOfCode } from '../../config/coded-error.ts';
import { type Owner } from '../../config/owner.ts';
import { ownerIn, ownerText } from '../../config/owner-contacts.ts';
import { tierOf } from '../inventory/test-name.ts';

interface Annotation {
  type: string;
  description?: string;
}

/** The annotations of a cause: `cause` where it is sure, the other where several causes look the same. */
export const causeTypes = ['cause', 'causes, either/or'] as const;

const isCause = ({ type }: Annotation): boolean => (causeTypes as readonly string[]).includes(type);
const isOwner = ({ type }: Annotation): boolean => type === 'owner';

/** Who acts, as each report has it. */
export const ownerAnnotation = (owner: Owner): Annotation => ({
  type: 'owner',
  description: ownerText(owner),
});

/** How Playwright begins the message of a time-out. A wait of the harness has a code instead. */
const timeout =
  /^(?:BLOCKED: )?(?:Test timeout of|"\w+" (?:hook|modifier) timeout of|Fixture ".*" timeout of|Worker teardown timeout of|Tearing down ".*" exceeded the test timeout)/;

/** How a matcher begins its message, here or below the words that a spec put before it. */
const assertion = /^(?:BLOCKED: )?(?:Error: )?(?:expect[(.]|(?:\[[A-Z]\d+\] )?Expected )/m;

const machineLimit = /^(?:BLOCKED: )?(?:MachineError: )?\[MACHINE_LIMIT\] /;

/** What a failed test is judged by. */
export interface FailedTest {
  /** From the root of the project. */
  file: string;
  annotations: readonly Annotation[];
  errors: readonly Pick<TestError, 'message' | 'value'>[];
  /** Whether the target of the run is a remote one, about which unit tests say nothing. */
  isRemote: boolean;
}

/** Who acts on a failed test. docs/errors.md has the order in prose. */
export function ownerOfTest({ file, annotations, errors, isRemote }: FailedTest): Owner {
  const tier = tierOf(file);
  if (tier === 'harness' || (tier === 'unit' && isRemote)) return 'harness';
  const messages = errors.map(({ message, value }) => stripVTControlCharacters(message ?? value ?? ''));
  if (messages.some((message) => machineLimit.test(message))) return 'harness';
  // The owner of the cause stands beside it.
  const ofCause = annotations.some(isCause) && annotations.findLast(isOwner);
  if (ofCause) return ownerIn(ofCause.description ?? '') ?? 'harness';
  const first = messages.find((message) => !timeout.test(message));
  if (first === undefined) return 'harness';
  return ownerOfCode(first) ?? (assertion.test(first) ? 'product' : 'harness');
}

/** Who acts on a test that has failed, by its last attempt that failed. */
export function ownerOfCase(test: TestCase, isRemote: boolean): Owner {
  const [, , file = ''] = test.titlePath();
  const failed = test.results.findLast(({ errors }) => errors.length > 0) ?? test.results.at(-1);
  const annotations = failed?.annotations ?? test.annotations;
  return ownerOfTest({ file, annotations, errors: failed?.errors ?? [], isRemote });
}

/** Leaves a test, or an attempt, with one annotation of its owner. */
export function annotateOwner({ annotations }: { annotations: Annotation[] }, owner: Owner): void {
  const others = annotations.filter((annotation) => !isOwner(annotation));
  annotations.splice(0, annotations.length, ...others, ownerAnnotation(owner));
}
