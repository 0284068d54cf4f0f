/** Tells the first users that a start stores from later ones. */
export function firstUsers(howMany: number): (userId: string) => boolean {
  const first = new Set<string>();
  return (userId) => first.has(userId) || (first.size < howMany && first.add(userId).has(userId));
}
