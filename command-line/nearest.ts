import leven from 'leven';

/** The word that a misspelt or unfinished one most likely means. */
export function nearest(misspelt: string, words: readonly string[]): string {
  const distance = (word: string): number =>
    Math.min(leven(misspelt, word), leven(misspelt, word.slice(0, misspelt.length)) + 1);
  return words.toSorted((a, b) => distance(a) - distance(b))[0] ?? '';
}
