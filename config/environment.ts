import leven from 'leven';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { environmentLayers, type EnvironmentLayer } from './environment-layers.ts';
import { wrappedValue } from './parse-env-file.ts';
import { projectRoot } from './project-root.ts';
import { remoteProblems, tlsProblems } from './remote-problems.ts';
import { hiddenValue, shownName, shownValue } from '../command-line/shown-value.ts';
import { expectedWords, isSecretVariable, variables } from './variables.ts';

/** The configuration of a run: checked, frozen, secrets as `Secret`. */
export type Environment = Readonly<z.infer<typeof variables>>;

/** A configuration, and where each of its values comes from; defaults have no source. */
export interface LoadedEnvironment {
  environment: Environment;
  sources: Readonly<Partial<Record<keyof Environment, string>>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

const names = Object.keys(variables.shape) as (keyof Environment)[];

/** Names that the runner sets for its workers, and names of files. */
const ofTheRunner = [
  'STAGING_ENV_FILE',
  'STAGING_LOCAL_ENV_FILE',
  'STAGING_RUN_ID',
  'STAGING_RUN_DIRECTORY',
  'STAGING_RUN_KEY',
];

/**
 * Names that no run reads: in our own files each of them, misspelt or meant for another program; in the environment of the
 * process, which is everybody's, those that look misspelt.
 */
function unknownNames({ variables: values, sourceOf, isOurs }: EnvironmentLayer): ConfigurationProblem[] {
  return Object.keys(values)
    .filter((name) => ![...names, ...ofTheRunner].includes(name) && (isOurs || name.startsWith('STAGING_')))
    .flatMap((name) => {
      const distance = (known: string): number => leven(name.toUpperCase(), known);
      const nearest = names.toSorted((a, b) => distance(a) - distance(b))[0] ?? '';
      const isMisspelt = distance(nearest) <= 3;
      if (!isOurs && !isMisspelt) return [];
      const shown = shownName(name, names);
      const hints = [
        ...(isMisspelt ? [`Did you mean ${nearest}?`] : ['ENVIRONMENT.md lists the names.']),
        ...(shown === name ? [] : [wrappedValue]),
      ];
      return [{ name: shown, source: sourceOf(name), text: `No run reads this name. ${hints.join(' ')}` }];
    });
}

/**
 * Loads the configuration of a run with the source of each value. A pure function of the given variables and the files
 * that they name.
 * @param processVariables - the process's environment unless given
 * @throws ConfigurationError that lists every problem at once
 */
export function loadEnvironmentWithSources(
  processVariables: Variables = process.env,
  root = projectRoot,
): LoadedEnvironment {
  const values: Record<string, string> = {};
  const sources: Record<string, string> = {};
  const layers = environmentLayers(processVariables, root);
  for (const layer of layers)
    for (const name of names) {
      const value = layer.variables[name];
      if (!value?.trim()) continue;
      values[name] = value;
      sources[name] = layer.sourceOf(name);
    }

  const result = variables.safeParse(values);
  const shapeProblems = (result.error?.issues ?? []).map(({ path, message }) => {
    const name = path[0] as keyof Environment;
    const value = values[name];
    if (value === undefined) return { name, source: undefined, text: message };
    const shown = isSecretVariable(name) ? hiddenValue(value) : shownValue(value, expectedWords(name));
    return { name, source: sources[name], text: `${shown}. ${message}` };
  });
  const problems = [
    ...layers.flatMap((layer) => [...layer.problems, ...unknownNames(layer)]),
    ...shapeProblems,
    ...(result.data?.STAGING_TARGET === 'remote' ? tlsProblems(result.data, processVariables) : []),
    ...(result.data?.STAGING_TARGET === 'remote'
      ? remoteProblems(result.data).map(({ name, text }) => ({ name, source: sources[name], text }))
      : []),
  ];
  if (!result.success || problems.length > 0) throw new ConfigurationError(problems);
  return { environment: Object.freeze(result.data), sources };
}

/** An embedded staging that is up. */
export interface EmbeddedStaging {
  /** As `npm run staging -- --write-env` writes it. */
  envFile: string;
  /** What it was started with, as in STAGING_VARIANTS. */
  variants: string;
}

/** The configuration of a run with another embedded staging than its own. */
export function environmentWith({ envFile, variants }: EmbeddedStaging): Environment {
  return loadEnvironment({ ...process.env, STAGING_LOCAL_ENV_FILE: envFile, STAGING_VARIANTS: variants });
}

/** The configuration of a run; see {@link loadEnvironmentWithSources}. */
export function loadEnvironment(processVariables?: Variables, root?: string): Environment {
  return loadEnvironmentWithSources(processVariables, root).environment;
}
