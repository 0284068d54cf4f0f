import { z } from 'zod';

/** A set of permissions, in whatever order it came: in alphabetical order, each once. */
export const permissions = z.array(z.string()).transform((names) => [...new Set(names)].toSorted());
