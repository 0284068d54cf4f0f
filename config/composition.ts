import { coded } from './coded-error.ts';
import { projectRoot } from './project-root.ts';

const composed = Symbol.for('netra-staging-harness.composed');

/** For a configuration of the project: this process, a runner or a worker, has read it. */
export function noteComposition(): void {
  Object.assign(globalThis, { [composed]: true });
}

/**
 * Ends a run whose configuration is not the project's: it would be without preflight, redaction and record.
 * @throws Error with one sentence, in an editor's process, which goes on
 */
export function requireComposition(): void {
  if (composed in globalThis) return;
  const sentence = coded(
    'CONFIGURATION_MISSING',
    `No test was run, as this run does not use the configuration of the project: start it in ${projectRoot} by "npm run e2e" or "npx playwright test", and name the file or the --grep there.`,
  );
  if (process.argv[2] === 'test') {
    // At once: each file of tests would say it again.
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
  const error = new Error(sentence);
  error.stack = sentence;
  throw error;
}
