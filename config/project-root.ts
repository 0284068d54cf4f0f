import { fileURLToPath } from 'node:url';

/** The project's root, whatever the working directory; with a slash at its end. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));
