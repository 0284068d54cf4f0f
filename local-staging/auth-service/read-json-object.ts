import type { Context } from 'hono';

/** The body as a JSON object; undefined for anything else. */
export async function readJsonObject(context: Context): Promise<Record<string, unknown> | undefined> {
  try {
    const body: unknown = JSON.parse(await context.req.text());
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
