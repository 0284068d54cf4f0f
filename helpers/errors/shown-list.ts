const mostShown = 40;

/** Names in a row for a message; of many the first and the last, with how many are between. */
export function shownList(names: readonly string[]): string {
  if (names.length <= mostShown) return names.join(', ');
  const [first, last] = [names.slice(0, mostShown / 2), names.slice(-mostShown / 2)];
  return `${first.join(', ')}, … ${names.length - mostShown} more …, ${last.join(', ')}`;
}
