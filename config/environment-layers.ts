import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import { ConfigurationError } from './configuration-error.ts';

/** Variables of one place; a later layer lies over an earlier one. */
export interface EnvironmentLayer {
  /** As a person would name it, e.g. `config/staging.env`. */
  source: string;
  variables: Readonly<Record<string, string | undefined>>;
}

function readFileLayer(path: string, root: string, required: boolean, name: string): EnvironmentLayer {
  try {
    return { source: path, variables: parse(readFileSync(resolve(root, path))) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !required) return { source: path, variables: {} };
    throw new ConfigurationError([
      { name, source: path, text: `The file cannot be read (${String(code)}). Name a readable file.` },
    ]);
  }
}

/**
 * The layers of the configuration, weakest first (see config/staging.env). The embedded local staging hands its URLs and
 * keys over in a file that it names to the runner; for a local target that file is the strongest layer.
 * @throws ConfigurationError when a file that must be there cannot be read
 */
export function environmentLayers(
  processVariables: Readonly<Record<string, string | undefined>>,
  root: string,
): EnvironmentLayer[] {
  const layers = [
    readFileLayer('config/staging.env', root, true, 'config/staging.env'),
    readFileLayer('config/staging.local.env', root, false, 'config/staging.local.env'),
  ];
  const named = processVariables['STAGING_ENV_FILE'];
  if (named) layers.push(readFileLayer(named, root, true, 'STAGING_ENV_FILE'));
  layers.push({ source: 'the process environment', variables: processVariables });

  const target = layers.findLast((layer) => layer.variables['STAGING_TARGET'])?.variables['STAGING_TARGET'];
  const handedOver = processVariables['STAGING_LOCAL_ENV_FILE'];
  if (target === 'local' && handedOver) {
    const layer = readFileLayer(handedOver, root, true, 'STAGING_LOCAL_ENV_FILE');
    layers.push({ ...layer, variables: { ...layer.variables, STAGING_TARGET: 'local' } });
  }
  return layers;
}
