import { stripVTControlCharacters } from 'node:util';
import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { curlOf } from './curl-of.ts';
import { html } from './html.ts';
import { printable } from './printable.ts';
import { summaryOf } from './summary-of.ts';
import type { WireEntry } from './wire-entry.ts';

/** What one test exchanged, redacted. */
export interface TestEvidence {
  title: string;
  /** Where the test stands, e.g. `tests/e2e/chat/runs.spec.ts:30`. */
  place: string;
  runId: string;
  status: string;
  errors: readonly string[];
  /** The command that runs it again. */
  rerun: string;
  entries: readonly WireEntry[];
  /** How many entries in the middle were not kept. */
  leftOut: number;
}

const pre = (text: string): HtmlEscapedString => html`<pre>${text}</pre>`;

/** JSON with line breaks; anything else as it is. */
function readable(body: string): string {
  try {
    return printable(JSON.stringify(JSON.parse(body), undefined, 2));
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
const headers = (list: readonly [string, string][]): string =>
  list.map(([name, value]) => `${name}: ${value}`).join('\n');

function detailsOf(entry: WireEntry): HtmlEscapedString {
  switch (entry.kind) {
    case 'exchange':
    case 'handshake': {
      const { request, response, error } = entry;
      const asked = `${request.method} ${request.url}\n${headers(request.headers)}\n\n${readable(request.body)}`;
      const answer = response
        ? `${response.status}\n${headers(response.headers)}\n\n${readable(response.body)}`
        : 'no answer';
      const came = error === undefined ? answer : `${answer.trimEnd()}\n${error}`;
      return html`${pre(asked.trimEnd())}${pre(came.trimEnd())}${pre(curlOf(entry))}`;
    }
    case 'frame':
      return pre(readable(entry.text));
    case 'close':
    case 'log':
      return pre(JSON.stringify(entry, undefined, 2));
  }
}

const isRefusal = (entry: WireEntry): boolean =>
  'response' in entry ? (entry.response?.status ?? 599) >= 400 : entry.kind === 'close' && entry.code > 1001;

const style = raw(`
:root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
body { max-width: 70rem; margin: 1.5rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid #8884; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
details { border-top: 1px solid #8884; padding: .25rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
.refused > summary { color: #c62828; } .log > summary { font-style: italic; } .after > summary { opacity: .55; } time, small { color: #777; }
`);

/**
 * The page of a test for people: one line for each thing that happened, which opens. Nothing in it can run: every text is
 * escaped, and the page forbids itself scripts and requests.
 */
export function wirePage({
  title,
  place,
  runId,
  status,
  errors,
  rerun,
  entries,
  leftOut,
}: TestEvidence): string {
  const startMs = Date.parse(entries[0]?.at ?? '');
  const line = (entry: WireEntry): HtmlEscapedString => {
    const after = `+${Date.parse(entry.at) - startMs} ms`;
    const who = entry.user === null ? '' : html` <small>${entry.user}</small>`;
    const kind = `${entry.kind}${isRefusal(entry) ? ' refused' : ''}${entry.isAfterFailure ? ' after' : ''}`;
    return html`<details class="${kind}">
      <summary><time>${after}</time> ${summaryOf(entry)}${who}</summary>
      ${detailsOf(entry)}
    </details> `;
  };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${status} · ${place} · run ${runId}</p>
        ${errors.map((error) => pre(stripVTControlCharacters(error)))}
        <h2>Run this again</h2>
        ${pre(rerun)}
        <h2>On the wire</h2>
        <p>
          ${entries.length} entries${leftOut > 0 ? `, ${leftOut} more in the middle are left out` : ''}. In a
          curl line <code>$TOKEN</code> is a token of yours. What is pale came after the failure: clean-up.
        </p>
        ${entries.length === 0 ? html`<p>Nothing was sent.</p>` : entries.map(line)}
      </body>
    </html> `.toString();
}
