import { ownerContacts, readOwnerContacts } from '../../config/owner-contacts.ts';
import { owners } from '../../config/owner.ts';
import { ownerAnnotation, type FailedTest, ownerOfTest } from '../../helpers/record/test-owner.ts';
import { expect, test } from '../fixtures/test.ts';

const assertion = 'Error: \u001b[2mexpect(\u001b[22mreceived\u001b[2m).\u001b[22mtoBe(expected)';
const cause = [{ type: 'cause', description: 'circuit-open (operations): …' }, ownerAnnotation('operations')];
const failure = { file: 'tests/e2e/a.spec.ts', annotations: [], isRemote: true };

const failures: { what: string; errors?: string[]; of?: Partial<FailedTest>; owner: string }[] = [
  { what: 'an assertion about a remote target', errors: [assertion], owner: 'product' },
  {
    what: 'an assertion of a unit test about the embedded staging',
    of: { file: 'tests/unit/a.spec.ts', isRemote: false },
    errors: [assertion],
    owner: 'product',
  },
  {
    what: 'an assertion of a unit test where the target is a remote one',
    of: { file: 'tests/unit/a.spec.ts' },
    errors: [assertion],
    owner: 'harness',
  },
  {
    what: 'an assertion of a test of the harness',
    of: { file: 'lab/tests/a.spec.ts' },
    errors: [assertion],
    owner: 'harness',
  },
  {
    what: 'a refusal that is not the promised one',
    errors: ['Error: [N2] Expected 401 and the code INVALID_TOKEN, but got 403.'],
    owner: 'product',
  },
  {
    what: 'an assertion whose cause is known',
    of: { annotations: cause },
    errors: [assertion],
    owner: 'operations',
  },
  {
    what: 'an either/or',
    of: { annotations: [{ type: 'causes, either/or' }, ownerAnnotation('product')] },
    errors: ['TargetError: [TARGET_TIMEOUT] GET /: no answer.'],
    owner: 'product',
  },
  {
    what: 'a limit of this machine, though a cause was named before',
    of: { annotations: cause },
    errors: [assertion, '[MACHINE_LIMIT] connect EMFILE'],
    owner: 'harness',
  },
  {
    what: 'an annotation that a spec wrote by hand',
    of: { annotations: [ownerAnnotation('operations')] },
    errors: [assertion],
    owner: 'product',
  },
  {
    what: 'a preflight that is marked as blocked',
    errors: ['BLOCKED: GuardError: [NOT_A_STAGING] GET /health says production.'],
    owner: 'harness',
  },
  {
    what: 'a time-out, and what did not come until then',
    errors: ['Test timeout of 90000ms exceeded.', 'ContractError: [FRAME_NOT_RECEIVED] No welcome.'],
    owner: 'product',
  },
  ...[
    'Test timeout of 90000ms exceeded while running "beforeEach" hook.',
    '"beforeAll" hook timeout of 90000ms exceeded.',
    'Fixture "the user" timeout of 90000ms exceeded during setup.',
    'Tearing down "the user" exceeded the test timeout of 90000ms.',
    'Worker teardown timeout of 90000ms exceeded.',
  ].flatMap((timeout) => [
    { what: `nothing but ${JSON.stringify(timeout)}`, errors: [timeout], owner: 'harness' },
    { what: `${JSON.stringify(timeout)} and an assertion`, errors: [timeout, assertion], owner: 'product' },
  ]),
  {
    what: 'an assertion with words before it',
    errors: ['Error: the number of messages\n\nexpect(received).toBe(expected)'],
    owner: 'product',
  },
  {
    what: 'an assertion and a clean-up without the target',
    errors: [assertion, 'TargetError: [TARGET_UNREACHABLE] GET /: nothing listens there.'],
    owner: 'product',
  },
  {
    what: 'two clean-ups that failed',
    errors: [
      'AggregateError: 2 failures in: removing test-1@staging.example.org. TargetError: [TARGET_TIMEOUT] GET /: no answer. | Error: x',
    ],
    owner: 'operations',
  },
  {
    what: 'a text of the target that looks like a code',
    errors: ['Error: The body was "[TARGET_UNREACHABLE] it is gone".'],
    owner: 'harness',
  },
  { what: 'a code that is no code of ours', errors: ['Error: [GONE] It is gone.'], owner: 'harness' },
  { what: 'a mistake in a test', errors: ['TypeError: user is undefined'], owner: 'harness' },
  {
    what: 'a worker that died',
    errors: ['Error: worker process exited unexpectedly (code=null, signal=SIGKILL)'],
    owner: 'harness',
  },
  { what: 'no error', owner: 'harness' },
];

test.describe('the owner of a failed test', () => {
  for (const { what, errors = [], of = {}, owner } of failures)
    test(`after ${what} is ${owner}`, () => {
      const messages = errors.map((message) => ({ message }));

      expect(ownerOfTest({ ...failure, errors: messages, ...of })).toBe(owner);
    });
});

const good = { team: 'a team', channel: '#a', label: 'a' };
const all = { product: good, operations: good, harness: good };
const wrongs: { what: string; contacts: unknown; problem: string }[] = [
  {
    what: 'lack an owner',
    contacts: { product: good, operations: good },
    problem: 'harness (config/owners.json): It must be an object with team, channel and label.',
  },
  {
    what: 'have an owner too many',
    contacts: { ...all, security: good },
    problem: 'security (config/owners.json): No such field is read. Remove it.',
  },
  {
    what: 'have a misspelt field',
    contacts: { ...all, product: { ...good, chanel: '#b' } },
    problem: 'product.chanel (config/owners.json): No such field is read. Remove it.',
  },
  {
    what: 'have a number for a team',
    contacts: { ...all, product: { ...good, team: 7 } },
    problem: 'product.team (config/owners.json): It must be a text.',
  },
  ...['', ' ', 'a\nb', 'a\u202eb'].map((team) => ({
    what: `have ${JSON.stringify(team)} for a team`,
    contacts: { ...all, product: { ...good, team } },
    problem:
      'product.team (config/owners.json): It must be one line that does not begin or end with a blank.',
  })),
  {
    what: 'have a label with a comma',
    contacts: { ...all, harness: { ...good, label: 'a,b' } },
    problem: 'harness.label (config/owners.json): A label has no comma.',
  },
  {
    what: 'are a list',
    contacts: [],
    problem: 'owners (config/owners.json): It must be an object with product, operations, harness.',
  },
];

test.describe('config/owners.json', () => {
  test('names a team, a channel and a label for each owner', () => {
    expect(Object.keys(ownerContacts())).toEqual([...owners]);
  });

  for (const { what, contacts, problem } of wrongs)
    test(`is refused in one sentence where its owners ${what}`, ({ projectWith }) => {
      const path = `${projectWith({ 'owners.json': JSON.stringify(contacts) })}/owners.json`;

      expect(() => readOwnerContacts(path)).toThrow(
        new Error(`[CONFIGURATION_INVALID] The run cannot start:\n  ${problem}`),
      );
    });

  test('is refused in one sentence where it is not JSON, or not there', ({ projectWith }) => {
    const root = projectWith({ 'torn.json': '{"product":' });

    expect(() => readOwnerContacts(`${root}/torn.json`)).toThrow(
      'owners (config/owners.json): The file is not JSON. It names a team, a channel and a label for product, operations, harness.',
    );
    expect(() => readOwnerContacts(`${root}/none.json`)).toThrow('The file cannot be read.');
  });
});
