import { readFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { expect, test } from '../fixtures/test.ts';

const { scripts } = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};

test.describe('the npm scripts', () => {
  for (const [name, script] of Object.entries(scripts))
    test(`${name} says what is missing, and ends in a process that gets the signals of npm`, () => {
      const commands = script.split(/ ?(?:&&|\|\||;) /);

      for (const command of commands)
        expect(command).toMatch(/^(?:exit|npm run \S+|(?:exec )?(?:env \S+ )?node config\/start\.mjs .*)$/);
      expect(commands.at(-1)).toMatch(/^(?:npm run|exec) /);
    });
});
