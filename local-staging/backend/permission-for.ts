/** The permission that a method needs (contract N5). */
export function permissionFor(method: string): 'read' | 'write' {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}
