/** Whose pages they look like. */
export const pageStyles = ['google', 'nginx', 'cloudflare'] as const;

export type PageStyle = (typeof pageStyles)[number];
