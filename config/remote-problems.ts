import type { z } from 'zod';
import type { variables } from './variables.ts';

type Settings = z.infer<typeof variables>;

/** A setting that keeps a remote run from starting, and why. */
export interface RemoteProblem {
  name: keyof Settings;
  text: string;
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

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

/** What a remote run lacks, and which hosts it must not talk to. */
export function remoteProblems(settings: Settings): RemoteProblem[] {
  return [...missing(settings), ...unsafe(settings)];
}
