import { fileOf } from './file-of.ts';
import { titleOf } from './title-of.ts';

/** A test as a sentence names it. */
export const quoted = (id: string): string => `${fileOf(id)} › "${titleOf(id)}"`;
