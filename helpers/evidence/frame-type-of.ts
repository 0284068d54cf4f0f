/** The `type` of a frame's text, for a summary; how the frame begins where it has none. */
export function frameTypeOf(text: string): string {
  const [, type] = /^\s*\{[^{}[\]]*?"type"\s*:\s*"([^"\\]{1,60})"/.exec(text) ?? [];
  return type ?? (text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
