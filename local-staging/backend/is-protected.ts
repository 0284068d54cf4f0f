const prefixes = ['/api/messages', '/api/threads', '/api/conversations', '/api/chat'];

/** Whether a path needs a token: by whole segments (contract P2, P3). */
export function isProtected(path: string): boolean {
  return prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}
