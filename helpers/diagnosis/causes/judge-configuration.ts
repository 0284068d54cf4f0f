import type { ConfigurationProblem } from '../../../config/configuration-error.ts';
import type { Cause } from './cause.ts';
import { rulesOut } from './rules-out.ts';
import { supports } from './supports.ts';

const keys = ['E2E_OAUTH_SIMULATION_KEY', 'STAGING_USER_KEY'];
const kinds = {
  'not loaded': ({ name, source, text }: ConfigurationProblem) =>
    text.includes('cannot be read') || (source === undefined && !keys.includes(name)),
  credentials: ({ name, source }: ConfigurationProblem) => source === undefined && keys.includes(name),
  'white space': ({ name, text }: ConfigurationProblem) =>
    name === 'E2E_OAUTH_SIMULATION_KEY' && text.includes('white space'),
};

/** Looks for a kind of problem in a configuration that keeps a run from starting. Where no file was read, keys lack as well. */
export function judgeConfiguration(kind: keyof typeof kinds): Cause['judge'] {
  return ({ configuration }) => {
    const isUnread = configuration.some(kinds['not loaded']);
    const problems = kind === 'credentials' && isUnread ? [] : configuration.filter(kinds[kind]);
    const lines = problems.map(({ name, source, text }) => `${name} (${source ?? 'not set'}): ${text}`);
    return lines.length > 0
      ? supports('configuration is not good', lines.join(' '))
      : rulesOut(
          configuration.length === 0
            ? 'The configuration is good.'
            : 'The configuration is wrong in another way.',
        );
  };
}
