import { readFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';

/** The ids of docs/contract.md, in the order in which they first come. */
export function contractPromises(): string[] {
  const text = readFileSync(`${projectRoot}docs/contract.md`, 'utf8');
  return [...new Set(text.match(/\b[NACPMTOGDWFELXS]\d{1,2}\b/g))];
}
