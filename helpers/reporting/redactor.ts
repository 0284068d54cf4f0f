import type { Secret } from '../../config/secret.ts';

/** Colour codes, which a diff puts into the middle of a value. */
const colour = '(?:\\u001b\\[[\\d;]*m)*';

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const coloured = (text: string): string => Array.from(text, escape).join(colour);
const run = (letters: string, minimum: number): string => `(?:${colour}${letters}){${String(minimum)},}`;

/** Every JWT, plain or in base64 as the subprotocol carries it, and every derived password (see test-identity.ts). */
const shapes = [
  `${coloured('eyJ')}${run('[\\w-]', 8)}${colour}\\.${run('[\\w-]', 8)}(?:${colour}\\.${run('[\\w-]', 8)})?`,
  `${coloured('ZXlK')}${run('[\\w+/=-]', 20)}`,
  `${coloured('testpw-')}${run('[\\w-]', 20)}`,
];

/** The ways in which a secret is written down. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')];
}

/** Replaces secrets in a text. */
export type Redactor = (text: string) => string;

/** A redactor for tokens and passwords by their shape, and for the given secrets by their value in any spelling. */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const values = new Set(secrets.flatMap((secret) => spellings(secret.reveal())));
  const pattern = new RegExp([...[...values].map(coloured), ...shapes].join('|'), 'g');
  return (text) => text.replaceAll(pattern, '[redacted]');
}
