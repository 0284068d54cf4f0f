import { posix } from 'node:path';
import ts from 'typescript';

/**
 * Files that import themselves through others, types included.
 * @param texts - what stands in each file, by its path from the root of the project, with `/`
 * @returns each circle once, as the files along it
 */
export function importCycles(texts: ReadonlyMap<string, string>): string[][] {
  const imports = new Map(
    [...texts].map(([file, text]) => [
      file,
      ts
        .preProcessFile(text)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => posix.join(posix.dirname(file), fileName)),
    ]),
  );
  const cycles: string[][] = [];
  const left = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    if (left.has(file) || path.includes(file)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...path, file]);
    left.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return cycles;
}
