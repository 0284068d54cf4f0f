import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { EdgePage } from './edge-rule.ts';
import type { PageStyle } from './page-styles.ts';

const looks: Record<PageStyle, (title: string) => Pick<EdgePage, 'headers' | 'body'>> = {
  google: (title) => ({
    headers: { Server: 'Google Frontend', Via: '1.1 google' },
    body: `<!DOCTYPE html><html lang=en><title>Error ${title}!!1</title><p><b>${title}.</b> <ins>That’s an error.</ins>`,
  }),
  nginx: (title) => ({
    headers: { Server: 'nginx/1.27.3' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.27.3</center>\r\n</body>\r\n</html>\r\n`,
  }),
  cloudflare: (title) => ({
    headers: { Server: 'cloudflare', 'CF-RAY': `${randomBytes(8).toString('hex')}-FRA` },
    body: `<!DOCTYPE html><html class="no-js" lang="en-US"><head><title>${title} | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1></body></html>`,
  }),
};

/** An error page of a proxy: no trace id, and not the envelope of a service. */
export function edgePage(status: number, style: PageStyle): EdgePage {
  const { headers, body } = looks[style](`${status} ${STATUS_CODES[status] ?? 'Error'}`);
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body };
}
