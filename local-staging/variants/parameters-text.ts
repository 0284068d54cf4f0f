import { flagName } from '../../command-line/flag-name.ts';
import type { VariantParameter } from './variant.ts';

/** How parameters are written and what they mean, e.g. `:delay-ms=60, how long after the end.` */
export function parametersText(parameters: Readonly<Record<string, VariantParameter>>): string[] {
  return Object.entries(parameters).map(([name, parameter]) => {
    const words = 'oneOf' in parameter ? ` (${parameter.oneOf.join(', ')})` : '';
    return `\`:${flagName(name)}=${parameter.default}\`: ${parameter.meaning}${words}.`;
  });
}
