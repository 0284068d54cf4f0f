import { service } from './service.ts';

/** Both services, with which all is well. */
export const both = { auth: service('auth'), backend: service('backend') };
