import { readFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { expect, test } from '../fixtures/test.ts';

const { scripts } = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};
const command = /^(?:exit|npm run \S+|(?:exec )?(?:env \S+ )?node config\/start\.mjs .+)$/;

test('every npm script says what is missing, and ends in a process that gets the signals of npm', () => {
  for (const [name, script] of Object.entries(scripts)) {
    const commands = script.split(/ ?(?:&&|\|\||;) /);

    expect(
      commands.filter((text) => !command.test(text)),
      name,
    ).toEqual([]);
    expect(commands.at(-1), name).toMatch(/^(?:npm run|exec) /);
  }
});
