/** A case of a JUnit report, as its readers see it. */
export interface JunitCase {
  suite: string;
  name: string;
  isFailed: boolean;
  isSkipped: boolean;
  /** The values of its properties `owner`. */
  owners: string[];
  /** The attributes and texts of what failed it or left it out. */
  reason: string;
}

export interface JunitReport {
  /** The counts of the root. */
  counts: { tests: number; failures: number; errors: number; skipped: number };
  cases: JunitCase[];
}

const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"]*")*)\s*\/?>/g;

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (text: string): string =>
  text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '');

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]),
  );
}

/**
 * Reads a JUnit report, tags and CDATA in their order.
 * @throws Error where something is between them that is neither
 */
export function readJunit(text: string): JunitReport {
  const rest = text.replaceAll(token, '').trim();
  if (rest !== '') throw new Error(`it is no XML of tags and CDATA: ${rest.slice(0, 80)}`);
  const report: JunitReport = { counts: { tests: 0, failures: 0, errors: 0, skipped: 0 }, cases: [] };
  let suite = '';
  let inside = '';
  for (const [, cdata, slash = '', name = '', attributes = ''] of text.matchAll(token)) {
    const current = report.cases.at(-1);
    if (cdata !== undefined) {
      if (current && inside !== '') current.reason += `\n${cdata}`;
      continue;
    }
    if (slash === '/') {
      inside = '';
      continue;
    }
    const values = attributesOf(attributes);
    if (name === 'testsuites')
      for (const count of Object.keys(report.counts) as (keyof JunitReport['counts'])[])
        report.counts[count] = Number(values[count]);
    if (name === 'testsuite') suite = values['name'] ?? '';
    if (name === 'testcase')
      report.cases.push({
        suite,
        name: values['name'] ?? '',
        isFailed: false,
        isSkipped: false,
        owners: [],
        reason: '',
      });
    if (name === 'property' && values['name'] === 'owner') current?.owners.push(values['value'] ?? '');
    if (!current || !['failure', 'error', 'skipped'].includes(name)) continue;
    inside = name;
    if (name === 'skipped') current.isSkipped = true;
    else current.isFailed = true;
    current.reason += values['message'] ?? '';
  }
  return report;
}
