/** The promises of docs/contract.md that a test's title ends with: `… is refused [N1 P2]`. */
export function promisesOf(title: string): string[] {
  const [, promises = ''] = /\[([A-Z]\d+(?: [A-Z]\d+)*)\]$/.exec(title) ?? [];
  return promises.split(' ').filter(Boolean);
}
