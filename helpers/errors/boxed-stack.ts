import { fileURLToPath } from 'node:url';

const room = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.url));
const [helpers, fixtures] = [room('helpers'), room('fixtures')];

/**
 * The stack of an error as seen from the spec: without the frames of helpers and fixtures. Where no spec is in it, as
 * while a fixture cleans up, the fixture's frames stay.
 * @param calledFrom - an error that was made where the call came from, for failures that an event reports later
 */
export function boxedStack(error: Error, calledFrom: Error = error): string {
  const frames = (calledFrom.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node_modules|node:/.test(line));
  const ofFixture = frames.filter((frame) => !frame.includes(helpers));
  const ofSpec = ofFixture.filter((frame) => !frame.includes(fixtures));
  const shown = [ofSpec, ofFixture, frames].find(({ length }) => length > 0) ?? [];
  return [`${error.name}: ${error.message}`, ...shown].join('\n');
}
