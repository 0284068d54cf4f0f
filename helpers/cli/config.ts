import { ConfigurationError } from '../../config/configuration-error.ts';
import { loadEnvironmentWithSources } from '../../config/environment.ts';
import { Secret } from '../../config/secret.ts';

/** A value for the operator at the terminal: secrets as length and fingerprint (contract §2.1). */
function shown(value: unknown): string {
  if (value instanceof Secret)
    return `secret, ${value.length} characters, fingerprint ${value.fingerprint()}`;
  return Array.isArray(value) ? value.join(', ') || '(none)' : String(value);
}

try {
  const { environment, sources } = loadEnvironmentWithSources();
  const rows = Object.entries(environment).map(([name, value]) => ({
    name,
    value: shown(value),
    source: sources[name as keyof typeof environment] ?? 'default',
  }));
  const width = (key: 'name' | 'value'): number => Math.max(...rows.map((row) => row[key].length));
  for (const { name, value, source } of rows)
    process.stdout.write(`${name.padEnd(width('name'))}  ${value.padEnd(width('value'))}  ${source}\n`);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
