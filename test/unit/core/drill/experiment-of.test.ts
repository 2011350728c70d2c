import { expect, test } from 'vitest';
import { validateDrill } from '../../../../core/drill/validate.ts';
import { wavesOf } from '../../../../core/experiment/waves.ts';
import { drillWith } from './fixture.ts';

function experimentOf(over: Parameters<typeof drillWith>[0] = {}) {
  const checked = validateDrill(drillWith(over));
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  return checked.experiment;
}

const network = { id: 'network', action: 'aws:fis:wait', with: { duration: 'PT1M' } };

test('loss, detection, decision, movers and hold follow one another', () => {
  const { steps } = experimentOf();
  expect(wavesOf(steps)).toEqual([['network'], ['detect'], ['decide'], ['detach'], ['hold']]);
  expect(
    steps.map(({ id, stands, moves, await: waits }) => ({ id, stands, moves, waits: waits !== undefined })),
  ).toEqual([
    { id: 'network', stands: true, moves: undefined, waits: false },
    { id: 'detect', stands: undefined, moves: undefined, waits: true },
    { id: 'decide', stands: undefined, moves: undefined, waits: true },
    { id: 'detach', stands: true, moves: true, waits: false },
    { id: 'hold', stands: undefined, moves: undefined, waits: true },
  ]);
});

test('what a drill leaves out is no step, and a loss of several parts is over before anything is awaited', () => {
  const second = { ...network, id: 'second', after: [] };
  const parts = experimentOf({ loss: { steps: [network, second] }, decide: undefined });
  expect(wavesOf(parts.steps)).toEqual([['network', 'second'], ['detect'], ['detach'], ['hold']]);
  const planned = experimentOf({
    loss: undefined,
    detect: undefined,
    decide: undefined,
    objectives: { recover: 'PT5M' },
  });
  expect(wavesOf(planned.steps)).toEqual([['detach'], ['hold']]);
  const byItself = experimentOf({
    move: undefined,
    detect: undefined,
    decide: undefined,
    objectives: { recover: 'PT5M' },
  });
  expect(wavesOf(byItself.steps)).toEqual([['network'], ['hold']]);
});

test('probes are given the time that the objective gives, unless they say their own', () => {
  const [probe] = experimentOf().hypothesis.probes;
  expect(probe?.for).toBe('PT5M');
  const { hypothesis } = experimentOf();
  const own = { ...hypothesis, probes: [{ ...hypothesis.probes[0], for: 'PT1M' }] };
  expect(experimentOf({ hypothesis: own }).hypothesis.probes[0]?.for).toBe('PT1M');
});

test('the scope is what is evacuated, and the terms are carried along', () => {
  const { blastRadius, drill } = experimentOf();
  expect(blastRadius).toEqual({ scope: 'region', maxPercent: 80 });
  expect(drill).toMatchObject({ evacuate: { region: 'eu-central-1' }, into: ['eu-west-1'], level: 'traffic' });
  expect(experimentOf({ evacuate: { zone: 'euc1-az1' }, into: undefined }).blastRadius.scope).toBe('zone');
});
