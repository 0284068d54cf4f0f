import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfigurationProblem } from './configuration-error.ts';
import { parseEnvFile } from './parse-env-file.ts';
import { shownPath } from '../command-line/shown-value.ts';

/** Variables of one place; a later layer lies over an earlier one. */
export interface EnvironmentLayer {
  variables: Readonly<Record<string, string | undefined>>;
  /** Where a variable stands, as a person would name it, e.g. `config/staging.env:11`. */
  sourceOf: (name: string) => string;
  /** A file that is written for this harness, and so holds no other names. */
  isOurs: boolean;
  /** What is wrong with the layer itself. */
  problems: readonly ConfigurationProblem[];
}

function fileLayer(
  path: string,
  root: string,
  { required }: { required: string | undefined },
): EnvironmentLayer {
  const place = shownPath(path, root);
  const layer = { sourceOf: () => place, isOurs: true };
  try {
    const { variables, lines, problems } = parseEnvFile(readFileSync(resolve(root, path), 'utf8'), place);
    const sourceOf = (name: string): string => `${place}:${lines[name] ?? '?'}`;
    return { ...layer, variables, sourceOf, problems };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && required === undefined) return { ...layer, variables: {}, problems: [] };
    const text = `The file cannot be read (${String(code)}). Name a file that is there and may be read.`;
    return { ...layer, variables: {}, problems: [{ name: required ?? place, source: place, text }] };
  }
}

/** What describes a remote target; the embedded one brings its own. */
const ofTarget =
  /^(STAGING_((AUTH|BACKEND|WEBSOCKET)_(URL|REVISION)|CAPABILITIES|ALLOWED_HOSTS|LEDGER_DIRECTORY|USER_KEY)|E2E_OAUTH_SIMULATION_KEY|JWT_SECRET\w*)$/;
/** In the environment of the process, which is everybody's, they may be another program's. */
const ofAnybody = /^JWT_SECRET(_KEY)?$/;

const withoutTarget = (variables: EnvironmentLayer['variables']): EnvironmentLayer['variables'] =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !ofTarget.test(name)));

const targetIn = ({ variables }: EnvironmentLayer): string => variables['STAGING_TARGET'] ?? '';

/**
 * Settings of a remote target in a layer under, or beside, `STAGING_TARGET=local`: who made them means another target. Where a
 * layer says remote and a stronger one says local, they are laid aside on purpose.
 */
function idleSettings(
  layer: EnvironmentLayer,
  stronger: readonly EnvironmentLayer[],
): ConfigurationProblem[] {
  if ([layer, ...stronger].some((each) => targetIn(each) === 'remote')) return [];
  return Object.entries(layer.variables)
    .filter(
      ([name, value]) => ofTarget.test(name) && (layer.isOurs || !ofAnybody.test(name)) && value?.trim(),
    )
    .map(([name]) => ({
      name,
      source: layer.sourceOf(name),
      text: 'It describes a remote target, and this run tests the embedded one. Set STAGING_TARGET=remote, or take it away.',
    }));
}

/**
 * The layers of the configuration, weakest first (see config/staging.env). The embedded local staging hands its URLs and
 * keys over in a file that it names to the runner; for a local target that file alone says where it is and which
 * keys it has; such settings in the other layers are a problem, or laid aside.
 */
export function environmentLayers(
  processVariables: Readonly<Record<string, string | undefined>>,
  root: string,
): EnvironmentLayer[] {
  const layers = [
    fileLayer('config/staging.env', root, { required: 'config/staging.env' }),
    fileLayer('config/staging.local.env', root, { required: undefined }),
  ];
  const named = processVariables['STAGING_ENV_FILE'];
  if (named) layers.push(fileLayer(named, root, { required: 'STAGING_ENV_FILE' }));
  layers.push({
    variables: processVariables,
    sourceOf: () => 'the process environment',
    isOurs: false,
    problems: [],
  });

  const target = layers.findLast((layer) => targetIn(layer).trim() !== '');
  if (!target || targetIn(target) !== 'local') return layers;

  // Gone once the staging has ended, while a long-lived runner (an editor's) keeps the variable: then no URL is known.
  const handedOver = processVariables['STAGING_LOCAL_ENV_FILE'];
  const ofStaging = handedOver ? fileLayer(handedOver, root, { required: undefined }).variables : {};
  return [
    ...layers.map((layer, index) => ({
      ...layer,
      variables: withoutTarget(layer.variables),
      problems: [...layer.problems, ...idleSettings(layer, layers.slice(index + 1))],
    })),
    {
      variables: { ...ofStaging, STAGING_TARGET: 'local' },
      sourceOf: () => 'the embedded local staging',
      isOurs: false,
      problems: [],
    },
  ];
}
