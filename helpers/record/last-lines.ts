import { owners } from '../../config/owner.ts';
import { ownerText } from '../../config/owner-contacts.ts';
import { isSubset, scopeText } from '../inventory/run-scope.ts';
import { knownToPlaywright } from './reds.ts';
import type { RunRecord } from './run-record.ts';
import type { ServiceLook } from './target-look.ts';
import { tally } from './tally.ts';

type Diagnosis = RunRecord['diagnoses'][number];

const mostReasons = 10;

const conclusionOf = ({ findings, unknown }: Diagnosis): string =>
  JSON.stringify([findings.map(({ causes }) => causes.map(({ id }) => id)), unknown]);

/** Why tests were refused; refusals with the same conclusion stand together. */
function whyTexts(diagnoses: readonly Diagnosis[]): string[] {
  const groups = new Map<string, [Diagnosis, ...Diagnosis[]]>();
  for (const diagnosis of diagnoses) {
    const conclusion = conclusionOf(diagnosis);
    const group = groups.get(conclusion);
    if (group) group.push(diagnosis);
    else groups.set(conclusion, [diagnosis]);
  }
  return [...groups.values()].map((group) => {
    const refusals = group.map(({ signature, tests }) => `${signature}, in ${tests.length} tests`);
    const lines = group[0].text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
    return [`WHY: ${refusals.join('; ')}.`, ...lines].join('\n');
  });
}

/** What makes a run red or less than it seems, for the terminal after Playwright's own summary. */
export function* notices({ target, scope, reds, diagnoses, users, counts }: RunRecord): Generator<string> {
  if (target.variants.length > 0)
    yield `OTHERWISE ON PURPOSE: the target was started with ${target.variants.join(', ')}. It says nothing about the product.`;
  yield* whyTexts(diagnoses);
  if (scope.ignored.length > 0)
    yield `IGNORED: "${scope.ignored.join(' ')}" was typed behind "--", where Playwright reads nothing. Leave the "--" out.`;
  if (isSubset(scope)) yield `SUBSET: ${scopeText(scope)}. It says nothing about the whole.`;
  if (counts.flaky > 0) yield `FLAKY: ${counts.flaky} tests passed only when run again.`;
  if (users.left.length > 0 && !target.capabilities.includes('user-deletion'))
    yield `LEFT BEHIND: ${users.left.length} users: ${users.left.join(', ')}. The ledger keeps them, as the target lacks user-deletion: npm run users -- list --format sql.`;
  // Playwright has printed the others in full.
  for (const { kind, sentence } of reds) if (!knownToPlaywright.includes(kind)) yield sentence;
}

const revisionOf = (look: ServiceLook | undefined): string => {
  if (look === undefined) return 'not asked';
  if ('problem' in look) return 'unreadable';
  return look.revision === null ? `version ${look.version}` : `revision ${look.revision}`;
};

/** Which target, and which build of it. */
function tested({ target: { name, authUrl, backendUrl, profile, start } }: RunRecord): string {
  const host = (url: string | null): string => (url === null ? 'no URL' : new URL(url).host);
  const service = (role: 'auth' | 'backend', url: string | null): string =>
    `${role === 'auth' ? 'auth service' : 'chat backend'} ${name === 'local' ? '' : `at ${host(url)}, `}${revisionOf(start?.[role])}`;
  const where = name === 'local' ? 'the embedded staging' : 'a remote staging';
  return `${where}, profile ${profile}: ${service('auth', authUrl)}; ${service('backend', backendUrl)}`;
}

/** How much of the whole ran, and the results. */
function howMuch({ tests, counts, scope }: RunRecord): string {
  const ended = tests.length - counts['not-run'] - counts.blocked;
  const subset = scope.inventory > 0 ? `a SUBSET of ${scope.inventory}` : 'a SUBSET';
  const part = isSubset(scope) ? subset : 'less than the whole suite';
  const outcomes = Object.entries(counts).flatMap(([outcome, count]) =>
    count > 0 ? [`${count} ${outcome}`] : [],
  );
  const ran = scope.whole
    ? `${ended} of the ${tests.length} tests of the whole suite ran`
    : `${ended} of ${tests.length} tests ran, ${part}`;
  return `${ran}: ${outcomes.join(', ') || 'none'}`;
}

/** What did not run, by reason, the most frequent first. */
function notRun({ tests }: RunRecord): string[] {
  const reasons = tests.flatMap(({ outcome, reason = '' }) =>
    outcome === 'not-run' || outcome === 'blocked' ? [reason.split('\n')[0] ?? ''] : [],
  );
  const counted = [...tally(reasons)].toSorted(([, a], [, b]) => b - a);
  const lines = counted.slice(0, mostReasons).map(([reason, count]) => `${count}: ${reason}`);
  const others = counted.slice(mostReasons);
  const rest = others.reduce((sum, [, count]) => sum + count, 0);
  return others.length > 0 ? [...lines, `${rest}: for ${others.length} other reasons`] : lines;
}

/** Who acts on what failed. */
function whoActs({ tests }: RunRecord): string[] {
  const counts = tally(tests.flatMap(({ owner }) => owner ?? []));
  return owners.flatMap((owner) => {
    const count = counts.get(owner);
    return count === undefined ? [] : [`${count} failed: ${ownerText(owner)}`];
  });
}

function result({ status, reds, harness }: RunRecord): string {
  const unknownHarness =
    harness.revision === null ? ` The harness's revision is unknown: ${harness.reason}` : '';
  if (reds.length === 0) return `${status}.${unknownHarness}`;
  const kinds = [...tally(reds.map(({ kind }) => kind))].map(([kind, count]) =>
    count > 1 ? `${kind} (${count})` : kind,
  );
  return `${status}, for: ${kinds.join(', ')}.${unknownHarness}`;
}

/**
 * The last lines of every run, green or red: what was tested, how much of the whole, what did not run and why, the users, and
 * where the reports are.
 * @param report - how to open the report, e.g. `npm run report`
 */
export function lastLines(record: RunRecord, report: string): string[] {
  const { made, removed, left } = record.users;
  const rows: [label: string, ...lines: string[]][] = [
    ['RESULT', result(record)],
    ['TESTED', tested(record)],
    ['TESTS', howMuch(record)],
    ['OWNER', ...whoActs(record)],
    ['NOT RUN', ...notRun(record)],
    ['USERS', `${made} made, ${removed} removed, ${left.length} left`],
    ['REPORT', report],
  ];
  return rows.flatMap(([label, ...lines]) =>
    lines.map((line, index) => `${(index === 0 ? label : '').padEnd('NOT RUN'.length)}  ${line}`),
  );
}
