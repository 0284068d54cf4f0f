import { fileURLToPath } from 'node:url';

const plumbing = ['helpers', 'fixtures'].map((room) =>
  fileURLToPath(new URL(`../../${room}/`, import.meta.url)),
);

/**
 * The stack of an error without the frames of helpers and fixtures, so that a report points at the spec.
 * @param calledFrom - an error that was made where the call came from, for failures of which an event tells later
 */
export function boxedStack(error: Error, calledFrom: Error = error): string {
  const frames = (calledFrom.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node_modules|node:/.test(line));
  const ofSpec = frames.filter((frame) => !plumbing.some((room) => frame.includes(room)));
  return [`${error.name}: ${error.message}`, ...(ofSpec.length > 0 ? ofSpec : frames)].join('\n');
}
