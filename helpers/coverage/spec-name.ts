/** A spec as people name it: from `tests/`, without `.spec.ts`. */
export function specName(file: string): string {
  return file.replace(/^tests\//, '').replace(/\.spec\.ts$/, '');
}
