import type { z } from 'zod';
import type { ConfigurationProblem } from './configuration-error.ts';
import { capabilities } from './contract/capabilities.ts';
import { isLoopback } from './is-loopback.ts';
import type { variables } from './variables.ts';

type Settings = z.infer<typeof variables>;

/** A setting that keeps a remote run from starting, and why. */
export interface RemoteProblem {
  name: keyof Settings;
  text: string;
}

function missing(settings: Settings): RemoteProblem[] {
  const required: Partial<Record<keyof Settings, string>> = {
    STAGING_AUTH_URL: 'Set the base URL of the auth service.',
    STAGING_BACKEND_URL: 'Set the base URL of the chat backend.',
    STAGING_USER_KEY: 'Set a random text of at least 32 characters, and keep it for this staging.',
    ...(settings.STAGING_AUTH_STRATEGY === 'bypass' && {
      E2E_OAUTH_SIMULATION_KEY: 'Set the key of the staging bypass, or STAGING_AUTH_STRATEGY=provisioned.',
    }),
  };
  return (Object.entries(required) as [keyof Settings, string][])
    .filter(([name]) => settings[name] === undefined)
    .map(([name, text]) => ({ name, text: `A remote target needs it. ${text}` }));
}

function unsafe(settings: Settings): RemoteProblem[] {
  const names = ['STAGING_AUTH_URL', 'STAGING_BACKEND_URL', 'STAGING_WEBSOCKET_URL'] as const;
  return names.flatMap((name) => {
    const { hostname, protocol } = new URL(settings[name] ?? 'http://localhost');
    if (isLoopback(hostname)) return [];
    const problems: RemoteProblem[] = [];
    if (!settings.STAGING_ALLOWED_HOSTS.includes(hostname))
      problems.push({
        name,
        text: `${hostname} is not an allowed host. If it is a staging, add it to STAGING_ALLOWED_HOSTS.`,
      });
    if (protocol === 'http:' || protocol === 'ws:')
      problems.push({
        name,
        text: `${protocol}// sends tokens in clear. Use ${protocol.replace(':', 's:')}// off loopback.`,
      });
    return problems;
  });
}

function untrue({ STAGING_CAPABILITIES: declared, ...settings }: Settings): RemoteProblem[] {
  const name = 'STAGING_CAPABILITIES';
  const secrets = [settings.JWT_SECRET_STAGING, settings.JWT_SECRET_KEY, settings.JWT_SECRET];
  const impossible = declared
    .filter((capability) => capabilities[capability].from === 'embedded staging')
    .map(
      (capability) => ({ name, text: `Only the embedded staging has ${capability}. Take it away.` }) as const,
    );
  const hasNoSecret = declared.includes('signing-secret') && secrets.every((secret) => secret === undefined);
  return hasNoSecret
    ? [
        ...impossible,
        {
          name,
          text: 'signing-secret needs the secret. Set JWT_SECRET_STAGING, or take signing-secret away.',
        },
      ]
    : impossible;
}

function defective({ STAGING_VARIANTS: variants }: Settings): RemoteProblem[] {
  return variants.length === 0
    ? []
    : [
        {
          name: 'STAGING_VARIANTS',
          text: 'Only the embedded staging can be wrong on purpose. Take it away, or set STAGING_TARGET=local.',
        },
      ];
}

/** Whether the process has switched the check of certificates off, where a certificate shows who answers. */
export function tlsProblems(
  { STAGING_AUTH_URL: auth, STAGING_BACKEND_URL: backend, STAGING_WEBSOCKET_URL: websocket }: Settings,
  variables: Readonly<Record<string, string | undefined>>,
): ConfigurationProblem[] {
  const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
  const isOff = variables[name] === '0';
  const isRemote = [auth, backend, websocket].some((url) => url && !isLoopback(new URL(url).hostname));
  const text =
    'It accepts any certificate, so that anything can answer for the target. Unset it, and name the certificate of your own authority in NODE_EXTRA_CA_CERTS.';
  return isOff && isRemote ? [{ name, source: 'the process environment', text }] : [];
}

/** What a remote run lacks, what it claims or asks for and cannot have, and which hosts it must not talk to. */
export function remoteProblems(settings: Settings): RemoteProblem[] {
  return [...missing(settings), ...unsafe(settings), ...untrue(settings), ...defective(settings)];
}
