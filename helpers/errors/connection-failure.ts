/** Why a connection, or a call of the operating system, failed. */
export interface ConnectionFailure {
  /** The code of Node or OpenSSL, e.g. `ECONNREFUSED`; the message where there is no code. */
  code: string;
  /** The code with the call that failed, e.g. `connect ECONNREFUSED`. */
  name: string;
}

/** What a code means. */
export interface FailureMeaning {
  /** `machine`: a limit, the resolver or the network of this machine. `target`: the other end, or the way to it. */
  fault: 'machine' | 'target';
  /** A short clause that is true for every failure with this code. */
  words: string;
  /** What to do, as a sentence. */
  advice: string;
}

const machine = (words: string, advice: string): FailureMeaning => ({ fault: 'machine', words, advice });
const target = (words: string, advice: string): FailureMeaning => ({ fault: 'target', words, advice });

/**
 * A code is in the first part only where nothing but this machine can cause it. What both ends can cause names both. A code
 * that is not here is shown bare: no meaning is guessed.
 */
const meanings: [codes: RegExp, FailureMeaning][] = [
  [
    /^EMFILE$/,
    machine(
      'this process may open no more files and connections',
      'Allow more (ulimit -n 4096), or run fewer workers (--workers=1).',
    ),
  ],
  [
    /^ENFILE$/,
    machine(
      'this machine can open no more files',
      'Close what holds them, or raise the limit of the system (Linux: sysctl fs.file-max).',
    ),
  ],
  [
    /^EADDRNOTAVAIL$/,
    machine(
      'no local address or port is free for the connection',
      'Wait a minute for old connections to end, run fewer workers, and check that this machine has an address of that kind (IPv4 or IPv6).',
    ),
  ],
  [
    /^EAI_(AGAIN|FAIL|SYSTEM)$/,
    machine(
      'no name server answers the question for that host',
      'Check network, VPN and DNS settings of this machine, then run again.',
    ),
  ],
  [
    /^(ENOBUFS|ENOMEM|EAI_MEMORY)$/,
    machine('this machine is out of memory', 'Stop other programs, or run fewer workers (--workers=1).'),
  ],
  [
    /^(ENETDOWN|ENETUNREACH|ENONET)$/,
    machine(
      'this machine has no network that leads there',
      'Check its network and its VPN. An IPv6 address needs IPv6 on this machine.',
    ),
  ],
  [
    /^connect (EACCES|EPERM)$/,
    machine(
      'this machine forbids the connection',
      'Check the firewall, the sandbox and the proxy rules of this machine.',
    ),
  ],
  [
    /^EROFS$/,
    machine(
      'the disk of this machine is read-only',
      'Make the place writable, or set TMPDIR to another one.',
    ),
  ],
  [/^(ENOSPC|EDQUOT)$/, machine('the disk of this machine is full', 'Free some space, then run again.')],

  [
    /^ECONNREFUSED$/,
    target('nothing listens there', 'Check that it runs, and its port in the configuration.'),
  ],
  [
    /^(ENOTFOUND|EAI_NONAME|EAI_NODATA)$/,
    target(
      'the name of the host is not known',
      'Check the spelling of the host in the configuration, and whether this machine needs a VPN or another DNS to know it.',
    ),
  ],
  [
    /^ETIMEDOUT$/,
    target(
      'the attempt to connect is not answered',
      'Check whether a firewall or a VPN stands between, and whether the host is up.',
    ),
  ],
  [
    /^no answer in time$/,
    target(
      'nothing answers in time',
      'Check its load and its logs, and whether a firewall or a VPN stands between.',
    ),
  ],
  [
    /^(EHOSTUNREACH|EHOSTDOWN)$/,
    target(
      'no route leads to that host',
      'Check the VPN and the network of this machine, and whether the host is up.',
    ),
  ],
  [
    /^(ECONNRESET|ECONNABORTED|EPIPE)$/,
    target(
      'the connection was closed before the answer',
      'Check what accepts the connection and drops it: a proxy, or a process that dies.',
    ),
  ],
  [
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_UNTRUSTED)$/,
    target(
      'this machine does not trust its certificate',
      'If your company signs it, set NODE_EXTRA_CA_CERTS to the file of that CA. Otherwise check that the server sends its intermediate certificates.',
    ),
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    target(
      'its certificate is not valid at this time',
      'Check the dates of the certificate, and the clock of this machine.',
    ),
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    target(
      'its certificate is for another host',
      'Check the host in the configuration, and the certificate.',
    ),
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
    target(
      'it does not speak TLS',
      'If it is up, its URL in the configuration must begin with http: or ws:.',
    ),
  ],
  [
    /^HPE_INVALID_(CONSTANT|VERSION)$/,
    target('it does not speak HTTP', 'Check what listens there, and whether the URL must begin with https:.'),
  ],
  [
    /^HPE_HEADER_OVERFLOW$/,
    target('the headers of its answer have more than 16 KiB', 'Check which cookies or headers a proxy adds.'),
  ],
  [/^HPE_/, target('its answer is not valid HTTP', 'Check the service, and the proxy before it.')],
];

/** The code of an error, and the call that failed. Of several attempts, as for IPv6 and IPv4, the first counts. */
export function connectionFailure(error: unknown): ConnectionFailure {
  if (!(error instanceof Error)) return { code: String(error), name: String(error) };
  const { errors = [] } = error as Partial<AggregateError>;
  const failed = (errors[0] instanceof Error ? errors[0] : error) as NodeJS.ErrnoException;
  const { code, syscall, message } = failed;
  // OpenSSL 3 hides its own code in the text of an EPROTO.
  const [, openSsl] = code === 'EPROTO' ? (/SSL routines:[^:]*:([^:]+)/.exec(message) ?? []) : [];
  if (openSsl !== undefined) {
    const name = `ERR_SSL_${openSsl.toUpperCase().replaceAll(' ', '_')}`;
    return { code: name, name };
  }
  if (code === undefined) return { code: message, name: message };
  return { code, name: syscall === undefined ? code : `${syscall} ${code}` };
}

/** What a failure means, by its code or by call and code; undefined for one that is not known. */
export function failureMeaning(...names: string[]): FailureMeaning | undefined {
  return meanings.find(([codes]) => names.some((name) => codes.test(name)))?.[1];
}
