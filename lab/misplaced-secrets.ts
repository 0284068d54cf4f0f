import { createHash } from 'node:crypto';

/** Each is of another kind; the parts of a passphrase are words. */
export const secrets = {
  'a JWT':
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJlMmUtdGVzdC0xIiwianRpIjoiYjQxZmNjMWIifQ.hX2pQwEr7TzUiOpAsDfGhJkLyXcVbNm0123456789A',
  'a key in base64': 'q83vEjRWeJq83vASNFZ4mrze/+8BI0VniavN7wEjRWc=',
  'a key in hex': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'a passphrase': 'correct horse battery staple',
  'a passphrase with dots': 'correct.horse.battery.staple',
  'a passphrase with commas': 'correct,horse,battery,staple',
  'a password': 'hunter2gryphon',
  'a key of other characters': 'a+key(with)$pecial/chars,"quotes"and\\more',
  'a URL with a password': 'https://bob:hunter2gryphon@api.staging.example',
};

/** Whether six characters of a secret, or of the password in a URL, stand in a text. */
export const isEchoed = (text: string, value: string): boolean => {
  const secret = value.replace(/^https:\/\/bob:(.*)@.*$/, '$1');
  const pieces = Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6));
  return pieces.some((piece) => text.includes(piece));
};
/** What stands for it in a message. */
export const fingerprint = (value: string): string =>
  `[${value.length} characters, fingerprint ${createHash('sha256').update(value).digest('hex').slice(0, 16)}]`;
