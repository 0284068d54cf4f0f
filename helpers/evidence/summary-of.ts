import type { WireEntry } from './wire-entry.ts';

const pathOf = (url: string): string => (URL.canParse(url) ? url.slice(new URL(url).origin.length) : url);

/** The code or the detail of a refusal, where an answer has one. */
function reasonOf(body: string): string {
  const [, reason = ''] = /"(?:error_code|detail)":\s*"([^"\\]{1,80})"/.exec(body) ?? [];
  return reason && ` ${reason}`;
}

/** The `type` of a frame, whose text may be cut; how it begins where it has none. */
function frameName(text: string): string {
  const [, type] = /^\s*\{[^{}[\]]*?"type"\s*:\s*"([^"\\]{1,60})"/.exec(text) ?? [];
  return type ?? (text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** One line for a person: what was asked, and what came. */
export function summaryOf(entry: WireEntry): string {
  switch (entry.kind) {
    case 'exchange':
    case 'handshake': {
      const { request, response, error, durationMs } = entry;
      const call = entry.kind === 'handshake' ? 'handshake' : request.method;
      const status = response ? `${response.status}${reasonOf(response.body)}` : 'no answer';
      const came = error === undefined ? status : `${status}: ${error}`;
      return `${call} ${pathOf(request.url)} → ${came} (${Math.round(durationMs)} ms)`;
    }
    case 'frame':
      return `${entry.direction === 'sent' ? 'sent' : 'got'} ${frameName(entry.text)}`;
    case 'close':
      return `closed by the ${entry.by} with ${entry.code}${entry.reason && ` "${entry.reason}"`}`;
    case 'log':
      return `${entry.service}: ${entry.call} ${entry.status}: ${entry.notes.join('; ') || 'nothing to say'}`;
  }
}
