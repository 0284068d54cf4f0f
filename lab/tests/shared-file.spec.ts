import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendLine, claimFile, makePrivateDirectory, replaceFile } from '../../helpers/shared-file.ts';
import { expect, test } from '../fixtures/test.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
/** A disk that is always full, on Linux. */
const full = '/dev/full';

test.describe('a file that processes share', () => {
  test('is theirs alone, with its directory', ({}, testInfo) => {
    const directory = testInfo.outputPath('run');
    makePrivateDirectory(directory);
    const [lines, claim, whole] = ['lines', 'claim', 'whole'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    appendLine(lines, 'one');
    appendLine(lines, 'two');
    replaceFile(whole, 'first');
    replaceFile(whole, 'second');

    expect([claimFile(claim), claimFile(claim)]).toEqual([true, false]);
    expect(readFileSync(lines, 'utf8')).toBe('one\ntwo\n');
    expect(readFileSync(whole, 'utf8')).toBe('second');
    expect([directory, lines, claim, whole].map(modeOf)).toEqual(['700', '600', '600', '600']);
    expect(readdirSync(directory).toSorted()).toEqual(['claim', 'lines', 'whole']);
  });

  test('stays as it was where it cannot be replaced, and nothing is left beside it', ({}, testInfo) => {
    const directory = testInfo.outputPath('taken');
    mkdirSync(join(directory, 'path'), { recursive: true });
    writeFileSync(join(directory, 'path', 'file'), '');

    expect(() => {
      replaceFile(join(directory, 'path'), 'text');
    }).toThrow('EISDIR');
    expect(readdirSync(directory)).toEqual(['path']);
  });

  test('on a full disk says so in a sentence', () => {
    expect(() => {
      appendLine(full, 'one');
    }).toThrow(
      '[MACHINE_LIMIT] Writing /dev/full failed on this machine (write ENOSPC): the disk of this machine is full. Free some space',
    );
  });
});
