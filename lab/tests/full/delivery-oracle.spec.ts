import type { PrivateStaging } from '../../../fixtures/start-staging.ts';
import { contentsOf } from '../../contents-of.ts';
import { change, type DeliveryDefect, on, talk, welcome } from '../../plants/delivery-defect.ts';
import { expect, test } from '../../fixtures/test.ts';

/** What only shows when the time of an event is over. */
const missing: DeliveryDefect[] = [
  {
    what: 'a terminal event that is missing',
    told: /\[E2\] run \S+: agent_completed did not reach socket/,
    compose: change('agent_completed', () => []),
  },
  {
    what: 'events that one of two sockets does not get',
    told: /\[E4\] run \S+: no event reached socket/,
    compose: on((event, socket, send) => {
      if (socket === 0) send(event);
    }),
  },
  {
    what: 'a message that one of two sockets does not hear of',
    told: /\[M2\] message \S+: message_created did not reach socket/,
    compose: change('message_created', (event, socket) => (socket === 0 ? [event] : [])),
  },
  {
    what: 'no welcome',
    told: /\[W5\] socket \S+ was not welcomed/,
    compose: welcome(() => []),
  },
];

test.describe('the delivery oracle', () => {
  for (const { what, told, compose } of missing) {
    test(
      `finds ${what}`,
      { annotation: { type: 'delivery-breach', description: what } },
      async ({ startStaging, deliveryOracle }) => {
        await talk(await startStaging({ compose }));
        await deliveryOracle.settle();

        expect(deliveryOracle.problems().join('\n')).toMatch(told);
      },
    );
  }

  test('fails a test that asserts nothing, and shows what came', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const healthy = await startStaging();
    const broken = await startStaging({
      compose: change('agent_thinking', (event, socket) => (socket === 0 ? [event, event] : [event])),
    });
    const plant = ['--config', 'lab/plants', '/delivery.plant'];
    const run = ({ variables }: PrivateStaging, output: string) =>
      runPlaywright(plant, { ...variables, PLANT_OUTPUT: testInfo.outputPath(output) });
    const [good, bad] = [await run(healthy, 'good'), await run(broken, 'bad')];
    const page = [...contentsOf(testInfo.outputPath('bad'))].find(({ place }) =>
      place.endsWith('/wire.html'),
    );

    expect(good.exitCode, good.output).toBe(0);
    expect(bad.exitCode, bad.output).toBe(1);
    expect(bad.output).toMatch(/\[DELIVERY\] \[E4\] run \S+ on socket \S+: agent_thinking came twice/);
    expect(bad.output).toMatch(/\d\d:\d\d:\d\d\.\d{3} socket \S+ of \S+ got agent_thinking run_\S+ seq 2/);
    expect(page?.text).toContain('agent_thinking came twice');
  });

  test('fails a declared breach that is none, and one that does not say why', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const { exitCode, output } = await runPlaywright(['--config', 'lab/plants', 'delivery-breach'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });

    expect(exitCode, output).toBe(1);
    expect(output).toContain('3 failed');
    expect(output).toContain(
      'The test declares a delivery-breach (a thought comes twice), and all was delivered',
    );
    expect(output).toContain('The annotation delivery-breach says why, in its description.');
    expect(output.match(/take the annotation away/g)).toHaveLength(1);
  });
});
