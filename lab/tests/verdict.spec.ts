import { execFileSync } from 'node:child_process';
import { expect, test } from '../fixtures/test.ts';
import { completeJson, completeJunit } from '../../helpers/record/complete-reports.ts';
import { harnessRevision } from '../../helpers/record/harness-revision.ts';
import { statusOf } from '../../helpers/record/reds.ts';
import type { Red } from '../../helpers/record/run-record.ts';
import { targetChanges, type ServiceLook } from '../../helpers/record/target-look.ts';
import { readJunit } from '../reports/read-junit.ts';

const at = '2026-12-01T00:00:00.000Z';
const auth = { service: 'auth-service', version: '1.0.0', revision: 'a', environment: 'staging' };
const backend = { ...auth, service: 'backend' };

const looks: { title: string; end: ServiceLook; start?: ServiceLook; changes: string[] }[] = [
  { title: 'the same', end: backend, changes: [] },
  {
    title: 'of another revision',
    end: { ...backend, revision: 'b' },
    changes: ['the chat backend changed under the run: revision "a" at the start, "b" at the end'],
  },
  {
    title: 'without a revision',
    end: { ...backend, revision: null },
    changes: ['the chat backend changed under the run: revision "a" at the start, none at the end'],
  },
  {
    title: 'of another version and environment',
    end: { ...backend, version: '1.0.1', environment: 'production' },
    changes: [
      'the chat backend changed under the run: version "1.0.0" at the start, "1.0.1" at the end; environment "staging" at the start, "production" at the end',
    ],
  },
  {
    title: 'another service',
    end: auth,
    changes: [
      'the chat backend changed under the run: service "backend" at the start, "auth-service" at the end',
    ],
  },
  {
    title: 'gone',
    end: { problem: 'ECONNREFUSED' },
    changes: ['the chat backend could not be read when the run ended: ECONNREFUSED'],
  },
  {
    title: 'there only then',
    start: { problem: 'ECONNREFUSED' },
    end: backend,
    changes: ['the chat backend could not be read when the run began: ECONNREFUSED'],
  },
];

const red = (kind: Red['kind'], sentence: string = kind): Red => ({ kind, sentence, tests: [] });

const statuses = [
  { of: 'passed', kinds: [], status: 'passed' },
  { of: 'passed', kinds: ['leak'], status: 'failed' },
  { of: 'failed', kinds: ['test-failed', 'blocked'], status: 'blocked' },
  { of: 'failed', kinds: ['blocked', 'void'], status: 'void' },
  { of: 'interrupted', kinds: ['void', 'interrupted'], status: 'interrupted' },
  { of: 'timedout', kinds: ['error'], status: 'timedout' },
] as const;

const junit = `<testsuites id="" name="" tests="2" failures="0" skipped="1" errors="0" time="1">
<testsuite name="a.spec.ts" timestamp="${at}" hostname="suite" tests="2" failures="0" skipped="1" time="1" errors="0">
<testcase name="prints markup" classname="a.spec.ts" time="1">
<system-out>
<![CDATA[<property name="skip" value="of a text"> <skipped> </testsuites> tests="9"]]>
</system-out>
</testcase>
<testcase name="lacks" classname="a.spec.ts">
<properties>
<property name="needs" value="faults">
</property>
<property name="skip" value="The target &lt;lacks&gt; &quot;faults&quot;.">
</property>
</properties>
<skipped>
</skipped>
</testcase>
</testsuite>
</testsuites>`;

test.describe('a service at the end of a run', () => {
  for (const { title, start = backend, end, changes } of looks)
    test(`that is ${title} ${changes.length === 0 ? 'leaves the run alone' : 'makes the run void, with a sentence'}`, () => {
      expect(targetChanges({ at, auth, backend: start }, { at, auth, backend: end })).toEqual(changes);
    });
});

test.describe('the status of a run', () => {
  for (const { of, kinds, status } of statuses)
    test(`that Playwright calls ${of}, with ${kinds.join(' and ') || 'no red'}, is ${status}`, () => {
      expect(
        statusOf(
          of,
          kinds.map((kind) => red(kind)),
        ),
      ).toBe(status);
    });
});

test.describe('a report of Playwright', () => {
  test('in JUnit gets a case for each red and a reason for each test that did not run, and no text is markup', () => {
    const reds = [
      red('void', 'VOID: <it> & ]]> changed\nsecond line'),
      red('test-failed'),
      red('error', 'a\u0000b'),
    ];
    const { counts, cases } = readJunit(completeJunit(junit, { reds, startedAt: at }));

    expect(counts).toEqual({ tests: 4, failures: 2, errors: 0, skipped: 1 });
    expect(cases.map(({ suite, name, isFailed }) => [suite, name, isFailed])).toEqual([
      ['a.spec.ts', 'prints markup', false],
      ['a.spec.ts', 'lacks', false],
      ['run', '1 void', true],
      ['run', '2 error', true],
    ]);
    expect(cases[1]?.reason).toBe('The target <lacks> "faults".');
    expect(cases[2]?.reason).toContain('VOID: <it> & ]]> changed');
    expect(cases[3]?.reason).toContain('ab');
  });

  test('in JUnit stays as it is where the run is green, but for the reasons', () => {
    const text = completeJunit(junit, { reds: [], startedAt: at });

    expect(text).toBe(
      junit.replace('\n<skipped>\n', '\n<skipped message="The target &lt;lacks&gt; &quot;faults&quot;.">\n'),
    );
  });

  test('in JSON gets what became known late, and nothing twice', () => {
    const text = JSON.stringify({ errors: [{ message: 'VOID: one\nBLOCKED: two' }] });
    const reds = [red('void', 'VOID: one'), red('leak', 'LEAK: three'), red('test-failed')];

    expect(JSON.parse(completeJson(text, { reds }))).toEqual({
      errors: [{ message: 'VOID: one\nBLOCKED: two' }, { message: 'LEAK: three' }],
    });
  });
});

test.describe("the harness's revision", () => {
  const git = (root: string, ...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...words], {
      cwd: root,
      encoding: 'utf8',
    }).trim();

  test('is its own commit, dirty where a file was added', ({ projectWith }) => {
    const root = projectWith({ 'package.json': '{}' });
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'first');
    const clean = harnessRevision(root);
    projectWith({ 'more.json': '{}' });
    const revision = git(root, 'rev-parse', 'HEAD');

    expect(clean).toEqual({ revision });
    expect(harnessRevision(root)).toEqual({ revision: `${revision}-dirty` });
  });

  test('is unknown, with the reason, below another repository and before the first commit', ({
    projectWith,
  }) => {
    const root = projectWith({ 'netra/package.json': '{}' });
    git(root, 'init', '-q');

    expect(harnessRevision(`${root}/netra/`)).toEqual({
      revision: null,
      reason: 'The project is no checkout of its own: it lies below another git repository.',
    });
    expect(harnessRevision(root)).toEqual({
      revision: null,
      reason: expect.stringMatching(/^Git cannot say it: ambiguous argument 'HEAD'/),
    });
  });
});
