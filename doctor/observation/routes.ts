import { callOf, familyOf, protectedRoutes, type RouteFamily } from '../../config/contract/routes.ts';

/** A route that reads, without ids in its path, or about objects that do not exist. */
interface Read {
  family: RouteFamily;
  path: string;
}

const reading = protectedRoutes.filter(({ method }) => method === 'GET');
const isPlain = ({ path }: { path: string }): boolean => !path.includes('{');

/** Each family of protected routes (contract P2) by its first route that reads a list. */
export const familyReads: readonly Read[] = reading
  .filter(isPlain)
  .map((route) => ({ family: familyOf(route), path: route.path }))
  .filter(({ family }, index, all) => all.findIndex((read) => read.family === family) === index);

/** The family that most questions go to: the first one. */
export const firstFamily: RouteFamily = familyReads[0]?.family ?? 'threads';

/** The path that reads the list of a family. */
export function readingPath(family: RouteFamily): string {
  const path = familyReads.find((read) => read.family === family)?.path;
  if (path === undefined) throw new Error(`No route of config/contract/routes.ts reads ${family}.`);
  return path;
}

/**
 * All other routes that read: a good token is let in, and finds nothing where they are about an object.
 * @param idOf - gives the id of an object that does not exist
 */
export function otherReads(idOf: () => string): Read[] {
  const asked = new Set(familyReads.map(({ path }) => path));
  return reading
    .filter(({ path }) => !asked.has(path))
    .map((route) => ({ family: familyOf(route), path: callOf(route, idOf).path }));
}
