import { readFlags } from '../../command-line/read-flags.ts';
import { ConfigurationError } from '../../config/configuration-error.ts';
import { loadEnvironmentWithSources, type LoadedEnvironment } from '../../config/environment.ts';
import { Secret } from '../../config/secret.ts';
import { configCommand } from './commands.ts';
import { runRedacted } from './run-redacted.ts';

// Fingerprints are for this terminal, and so are not taken out (contract §2.1).
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const shown = (value: unknown): unknown =>
  value instanceof Secret ? { characters: value.length, fingerprint: value.fingerprint() } : value;

function shownText(value: unknown): string {
  if (value instanceof Secret)
    return `secret, ${value.length} characters, fingerprint ${value.fingerprint()}`;
  return Array.isArray(value) ? value.join(', ') || '(none)' : String(value);
}

function printTable(rows: readonly { name: string; value: unknown; source: string }[]): void {
  const shownRows = rows.map(({ name, value, source }) => ({ name, value: shownText(value), source }));
  const width = (key: 'name' | 'value'): number => Math.max(...shownRows.map((row) => row[key].length));
  for (const { name, value, source } of shownRows)
    print(`${name.padEnd(width('name'))}  ${value.padEnd(width('value'))}  ${source}`);
}

/** Every value with its source; undefined where the configuration is wrong. */
function load(): LoadedEnvironment | ConfigurationError {
  try {
    return loadEnvironmentWithSources();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

await runRedacted(configCommand, (words) => {
  const { json } = readFlags(words, configCommand);
  const loaded = load();
  if (loaded instanceof ConfigurationError) {
    if (json) print(JSON.stringify({ problems: loaded.problems }, undefined, 2));
    process.stderr.write(`${loaded.message}\n`);
    return 1;
  }
  const { environment, sources } = loaded;
  const rows = Object.entries(environment).map(([name, value]) => ({
    name,
    value: value,
    source: sources[name as keyof typeof environment] ?? 'default',
  }));
  if (json) {
    const values = rows.map(({ name, value, source }) => [name, { value: shown(value) ?? null, source }]);
    print(JSON.stringify(Object.fromEntries(values), undefined, 2));
  } else printTable(rows);
  return 0;
});
