import type { ConfigurationProblem } from '../../config/configuration-error.ts';
import { type Cause, rulesOut, supports } from './cause.ts';

const keys = ['E2E_OAUTH_SIMULATION_KEY', 'STAGING_USER_KEY'];
const urls = ['STAGING_AUTH_URL', 'STAGING_BACKEND_URL'];
type Kind = 'not loaded' | 'credentials' | 'white space';

/** Problems of a kind among those of a configuration. */
function ofKind(kind: Kind, all: readonly ConfigurationProblem[]): readonly ConfigurationProblem[] {
  const unset = all.filter(({ source }) => source === undefined);
  const unread = all.filter(({ text }) => text.includes('cannot be read'));
  // Where one URL is set, something was loaded.
  const isNowhere = urls.every((url) => unset.some(({ name }) => name === url));
  const notLoaded = [...unread, ...(isNowhere ? unset.filter(({ name }) => !keys.includes(name)) : [])];
  switch (kind) {
    case 'not loaded':
      return notLoaded;
    case 'credentials':
      // Where no file was read, keys lack as well.
      return notLoaded.length > 0 ? [] : unset.filter(({ name }) => keys.includes(name));
    case 'white space':
      return all.filter(
        ({ name, text }) => name === 'E2E_OAUTH_SIMULATION_KEY' && text.includes('white space'),
      );
  }
}

/** Looks for a kind of problem in a configuration that keeps a run from starting. */
export function judgeConfiguration(kind: Kind): Cause['judge'] {
  return ({ configuration }) => {
    const lines = ofKind(kind, configuration).map(
      ({ name, source, text }) => `${name} (${source ?? 'not set'}): ${text}`,
    );
    return lines.length > 0
      ? supports('configuration is not good', lines.join(' '))
      : rulesOut(
          configuration.length === 0
            ? 'The configuration is good.'
            : 'The configuration is wrong in another way.',
        );
  };
}
