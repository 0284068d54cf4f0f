import { ContractError } from '../errors/contract-error.ts';

/** An answer 101 that opens no socket. */
export interface InvalidUpgrade {
  url: string;
  headers: Headers;
  /** How many subprotocols were offered. */
  offered: number;
  /** Why ws did not open the socket; undefined where Node did not take the answer for an upgrade. */
  reason?: string;
}

/** What an answer may say in place of a word; longer, it may hold the token. */
const longest = 40;
const shown = (value: string): string =>
  value.length > longest ? `a text of ${value.length} characters` : JSON.stringify(value);

/** What breaks the answer (RFC 6455 §4.1), as clauses. The subprotocol is looked at last: the others make its answer void. */
function* brokenParts({ headers, reason = '' }: InvalidUpgrade): Generator<string> {
  const seen = (name: string): string => {
    const value = headers.get(name);
    return value === null ? `${name} is missing` : `${name} is ${shown(value)}`;
  };
  if (headers.get('Upgrade')?.toLowerCase() !== 'websocket') yield `${seen('Upgrade')}; expected websocket`;
  if (!/(^|,)\s*upgrade\s*(,|$)/i.test(headers.get('Connection') ?? ''))
    yield `${seen('Connection')}; expected Upgrade`;
  if (!headers.has('Sec-WebSocket-Accept')) yield seen('Sec-WebSocket-Accept');
  else if (reason.includes('Sec-WebSocket-Accept'))
    yield `${seen('Sec-WebSocket-Accept')}, which does not answer the key of this handshake`;
  if (headers.has('Sec-WebSocket-Extensions'))
    yield `${seen('Sec-WebSocket-Extensions')}, and no extension was offered`;
}

/** What the answer says to the subprotocols that were offered. */
function subprotocolProblem({ headers, offered }: InvalidUpgrade): string {
  const selected = headers.get('Sec-WebSocket-Protocol');
  if (selected === null)
    return `selects none of the ${offered} subprotocols that were offered: Sec-WebSocket-Protocol is missing`;
  return `selects the subprotocol ${shown(selected)}, ${offered === 0 ? 'and none was offered' : 'which was not offered'}`;
}

/** Says which parts of an answer 101 are not as they must be. */
export function upgradeError(answer: InvalidUpgrade): ContractError {
  const parts = [...brokenParts(answer)];
  const answered = `${answer.url} answered 101, but`;
  if (parts.length === 0 && answer.reason?.includes('subprotocol'))
    return new ContractError(
      'SUBPROTOCOL_NOT_SELECTED',
      `${answered} it ${subprotocolProblem(answer)} (W3). A browser ends such a socket. Check the service, and the proxy before it.`,
    );
  return new ContractError(
    'UPGRADE_INVALID',
    `${answered} the answer opens no WebSocket: ${parts.join('; ') || (answer.reason ?? 'it is no upgrade')}. Check the proxy before the service: it must hand on the headers of an upgrade unchanged.`,
  );
}
