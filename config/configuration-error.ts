import { inspect } from 'node:util';
import { CodedError } from './coded-error.ts';

/** One thing that is wrong with the configuration. */
export interface ConfigurationProblem {
  /** The variable, e.g. `STAGING_BACKEND_URL`. */
  name: string;
  /** Where the value comes from, e.g. `config/staging.local.env`; undefined when it is not set anywhere. */
  source: string | undefined;
  /** What was expected and what to do. Shows no secret. */
  text: string;
}

/** The run cannot start as configured. The message lists every problem, each with its variable and source. */
export class ConfigurationError extends CodedError<'CONFIGURATION_INVALID'> {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(({ name, source, text }) => `  ${name} (${source ?? 'not set'}): ${text}`);
    super('CONFIGURATION_INVALID', ['The run cannot start:', ...lines].join('\n'));
    this.problems = problems;
    this.stack = this.message;
  }

  /** What a terminal shows: the message, without frames. */
  [inspect.custom](): string {
    return this.message;
  }
}
