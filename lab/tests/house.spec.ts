import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { expect, test } from '../fixtures/test.ts';
import { importCycles } from '../lint/import-cycles.ts';
import { floors } from '../lint/rooms.ts';

const rooms = floors.flatMap((floor) => floor.rooms);

test.describe('the house', () => {
  test('no file imports itself through others', () => {
    const files = [...new Set(rooms.map((room) => room.split('/', 1).join('')))].flatMap((room) =>
      readdirSync(`${projectRoot}${room}`, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${room}/${file}`),
    );
    expect(files).toContain('config/run-id.ts');

    const cycles = importCycles(
      new Map(files.map((file) => [file, readFileSync(`${projectRoot}${file}`, 'utf8')])),
    );

    expect(cycles).toEqual([]);
  });

  for (const { title, b } of [
    { title: 'values', b: `import { c } from '../c.ts';` },
    { title: 'types', b: `import type { C } from '../c.ts';` },
    { title: 'types that are asked for in a type', b: `type C = import('../c.ts').C;` },
    { title: 'what is handed on', b: `export { c } from '../c.ts';` },
  ])
    test(`a circle of ${title} is found`, () => {
      const texts = {
        'a.ts': `import { b } from './b/b.ts';`,
        'b/b.ts': b,
        'c.ts': `import { a } from './a.ts';`,
      };

      expect(importCycles(new Map(Object.entries(texts)))).toEqual([['a.ts', 'b/b.ts', 'c.ts', 'a.ts']]);
    });

  test('each room in the order of rooms is there', () => {
    expect(rooms.filter((room) => !existsSync(`${projectRoot}${room}`))).toEqual([]);
  });

  test('each room at the top has a README', () => {
    const top = rooms.filter(
      (room) => !room.includes('/') && statSync(`${projectRoot}${room}`).isDirectory(),
    );

    expect(top.filter((room) => !existsSync(`${projectRoot}${room}/README.md`))).toEqual([]);
  });
});
