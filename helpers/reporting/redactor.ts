import type { Secret } from '../../config/secret.ts';

/** Colour codes, which a diff puts into the middle of a value. */
const colour = '(?:\\u001b\\[[\\d;]*m)*';

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const letters = (minimum: number): string => `(?:${colour}[\\w-]){${String(minimum)},}`;

/** Every JWT, and every derived password of a test user (see test-identity.ts). */
const shapes = [
  `e${colour}y${colour}J${letters(8)}${colour}\\.${letters(8)}(?:${colour}\\.${letters(8)})?`,
  `${Array.from('testpw-').join(colour)}${letters(20)}`,
];

/** Replaces secrets in a text. */
export type Redactor = (text: string) => string;

/** A redactor for tokens and passwords by their shape and for the given secrets by their value. */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const values = secrets.map((secret) => Array.from(secret.reveal(), escape).join(colour));
  const pattern = new RegExp([...values, ...shapes].join('|'), 'g');
  return (text) => text.replaceAll(pattern, '[redacted]');
}
