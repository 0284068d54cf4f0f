import { capabilities, capabilityNames } from '../../config/contract/capabilities.ts';
import { agentEvents, agentEventTypes, mayFollow } from '../../config/contract/events.ts';
import { contractProfiles, type Refusals } from '../../config/contract/profiles.ts';
import { chapters, type PromiseId, promises, whyCritical } from '../../config/contract/promises.ts';
import type { Chapter } from '../../config/contract/promises/contract-promise.ts';
import { familyOf, protectedRoutes } from '../../config/contract/routes.ts';
import { HarnessError } from '../errors/harness-error.ts';

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const code = (text: string): string => `\`${text}\``;
const link = (id: string): string => `[${id}](#${id.toLowerCase()})`;

const chapterTable = (chapter: Chapter): string =>
  table(
    ['id', 'promise', 'in plain words'],
    Object.entries(chapter).map(([id, { text, plain }]) => [
      `<a id="${id.toLowerCase()}"></a>${id}`,
      text,
      plain,
    ]),
  );

function statusTable(): string {
  const profiles = Object.entries(contractProfiles);
  const situations = Object.keys(profiles[0]?.[1].refusals ?? {}) as (keyof Refusals)[];
  return table(
    ['id', 'code', ...profiles.map(([name]) => `REST, ${code(name)}`), 'upgrade'],
    situations.map((situation) => {
      const each = profiles.map(([, { refusals }]) => refusals[situation]);
      const [{ id, errorCode, upgradeStatus } = contractProfiles['2025-09-07'].refusals[situation]] = each;
      const upgrade = upgradeStatus === undefined ? '·' : String(upgradeStatus);
      return [link(id), code(errorCode), ...each.map(({ status }) => String(status)), upgrade];
    }),
  );
}

const criticalTable = (): string =>
  table(
    ['id', 'in plain words', 'why no release goes out while it is broken'],
    (Object.keys(promises) as PromiseId[]).flatMap((id) => {
      const why = whyCritical(id);
      return why === undefined ? [] : [[link(id), promises[id].plain, why]];
    }),
  );

/** What is generated into docs/contract.md, by the name of its region. */
const regions: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    Object.entries(chapters).map(([name, chapter]) => [name, () => chapterTable(chapter)]),
  ),
  profiles: () =>
    table(
      ['profile', 'which deployments'],
      Object.entries(contractProfiles).map(([name, { about }]) => [code(name), about]),
    ),
  capabilities: () =>
    table(
      ['capability', 'a target has it where', 'known by'],
      capabilityNames.map((name) => [code(name), capabilities[name].means, capabilities[name].from]),
    ),
  critical: criticalTable,
  statuses: statusTable,
  routes: () =>
    table(
      ['family', 'route', 'promise', 'status', 'body'],
      protectedRoutes.map((route) => [
        familyOf(route),
        code(`${route.method} ${route.path}`),
        link(route.promise),
        String(route.status),
        Object.keys(route.body ?? {}).join(', '),
      ]),
    ),
  events: () =>
    table(
      ['event', 'payload', 'may be followed by'],
      agentEventTypes.map((type) => [
        code(type) + (agentEvents[type].isOptional ? ' (optional)' : ''),
        Object.keys(agentEvents[type].payload).map(code).join(', '),
        agentEventTypes
          .filter((next) => mayFollow(next, type))
          .map(code)
          .join(', ') || 'nothing: it is the end',
      ]),
    ),
};

/**
 * The text of docs/contract.md with its generated regions as config/contract/ has them.
 * @throws Error with one sentence when a region is missing or not known
 */
export function contractPage(text: string): string {
  const missing = new Set(Object.keys(regions));
  const page = text.replaceAll(/<!-- generated: ([\w-]+) -->\n[^]*?<!-- end -->/g, (_, name: string) => {
    const region = regions[name];
    if (!region)
      throw new HarnessError(
        'CONTRACT_REGION',
        `docs/contract.md has a region "${name}". Known are ${Object.keys(regions).join(', ')}.`,
      );
    missing.delete(name);
    return `<!-- generated: ${name} -->\n${region()}\n<!-- end -->`;
  });
  if (missing.size > 0)
    throw new HarnessError(
      'CONTRACT_REGION',
      `docs/contract.md lacks "<!-- generated: ${[...missing].join(' -->" and "<!-- generated: ')} -->". Write it where the table belongs, with "<!-- end -->" below it.`,
    );
  return page;
}
