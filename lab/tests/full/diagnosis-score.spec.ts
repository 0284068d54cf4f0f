import { readFileSync } from 'node:fs';
import { projectRoot } from '../../../config/project-root.ts';
import { type CauseId, causes } from '../../../doctor/causes/causes.ts';
import { examine } from '../../../doctor/examine.ts';
import { drawCases } from '../../diagnosis-score/draw-cases.ts';
import type { ScoreCase } from '../../diagnosis-score/score-case.ts';
import { expect, test } from '../../fixtures/test.ts';
import { draw } from '../../seed.ts';

/** Those that are an either/or of any target (docs/causes.md). */
const eitherOr: Partial<Record<string, CauseId[]>> = {
  'socket-secret-differs': ['socket-secret-differs', 'origin-refused'],
};

/** The fault that a seed draws as this number. */
function drawnFault(seed: number, number: number): ScoreCase | undefined {
  const faults = drawCases(`${seed}`).filter(
    ({ expected, overlays }) => expected.length === 1 && overlays.length === 0,
  );
  return draw(faults, `${seed}`, number).at(-1);
}

test.describe('the diagnosis score', () => {
  test('has a fault for each cause, and the local staging has it where it is the target', async ({
    stagingCommand,
  }) => {
    const { printed } = await stagingCommand('--list-variants');
    const variants = [...(await printed).matchAll(/^ +(\S+) +fault /gm)].map(([, name = '']) => name);
    const used = new Set(
      ['1', '2', '3', '4', '5', '6'].flatMap((seed) =>
        drawCases(seed).flatMap((one) => one.variants.map((variant) => variant.split(':')[0] ?? '')),
      ),
    );

    expect(
      drawCases('1')
        .filter(({ expected }) => expected.length === 1)
        .map(({ name }) => name),
    ).toEqual(Object.keys(causes));
    expect([...used].sort()).toEqual(variants.sort());
  });

  for (const number of [1, 2, 3, 4])
    test(`finds the fault that a seed draws as number ${number}`, async ({
      startStaging,
      projectWith,
      seed,
    }) => {
      const { name = 'none', variants = [] } = drawnFault(seed, number) ?? {};
      test.info().annotations.push({ type: 'fault', description: variants.join(', ') });
      const { variables } = await startStaging({ variants });
      // Without a file of the person's own.
      const root = projectWith({
        'config/staging.env': readFileSync(`${projectRoot}config/staging.env`, 'utf8'),
      });
      const { findings, unknown } = await examine({ variables, root, deadlineMs: 40_000 });

      expect(findings.map((finding) => finding.causes.map(({ id }) => id))).toEqual([
        eitherOr[name] ?? [name],
      ]);
      expect(unknown).toEqual([]);
    });
});
