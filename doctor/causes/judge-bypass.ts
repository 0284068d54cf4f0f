import { answerText, isAccepted, isForeign } from '../observation/answer.ts';
import type { Observations } from '../observation/observations.ts';
import { type Cause, rulesOut, silent, supports } from './cause.ts';

type Kind = 'wrong key' | 'no key' | 'production';

/** What the triad tells by its statuses (contract A2); of an auth service that hides them, which it may be. */
function kindsOf({ bypass, auth }: Observations): Kind[] | undefined {
  const { withoutKey, wrongKey, rightKey } = bypass ?? {};
  if (!withoutKey || !wrongKey) return undefined;
  if (
    auth?.says?.environment === 'production' ||
    (wrongKey.form === 'detail' && wrongKey.status === 403 && withoutKey.status === 403)
  )
    return ['production'];
  if (
    !rightKey ||
    isAccepted(rightKey) ||
    rightKey.status !== wrongKey.status ||
    rightKey.status === 0 ||
    isForeign(rightKey)
  )
    return [];
  if (wrongKey.status === 503) return ['no key'];
  // Whatever else it is, it is not about the key: e.g. there is no such route.
  if (wrongKey.status !== 401) return [];
  if (wrongKey.form === 'empty' && withoutKey.form === 'empty') return ['wrong key', 'no key'];
  // Where a key is answered as none, it did not arrive.
  return wrongKey.code === withoutKey.code ? [] : ['wrong key'];
}

/** Reads the bypass triad (P12). */
export function judgeBypass(kind: Kind): Cause['judge'] {
  return (seen) => {
    const { bypass, registration, auth } = seen;
    const kinds = kindsOf(seen);
    if (!bypass || !kinds) return silent('The bypass was not asked.');
    const { withoutKey, wrongKey, rightKey } = bypass;
    const answers = [withoutKey, wrongKey, rightKey].filter((answer) => answer !== undefined).map(answerText);
    if (rightKey && isAccepted(rightKey))
      return rulesOut(`The bypass takes the key: ${answerText(rightKey)}.`);
    if (kind === 'production' && kinds.includes('production')) {
      const says = auth?.says ? `; it says that it is ${auth.says.environment}` : '';
      return supports(
        auth?.says?.environment === 'production'
          ? 'a service says that it is no staging'
          : 'the bypass refuses the key',
        `${answers.join('; ')}${says}.`,
        'the bypass refuses the key',
      );
    }
    if (!rightKey) return silent('No bypass key is configured, or it was not used.');
    if (registration && !isAccepted(registration))
      return silent('Nobody can register either, so it is not about the key.');
    return kinds.includes(kind)
      ? supports('the bypass refuses the key', `${answers.join('; ')}.`)
      : rulesOut(`${answers.join('; ')}.`);
  };
}
