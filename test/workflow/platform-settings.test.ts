/** What a rehearsal's world says of its platform, and what the calendar says of its day, kept by a whole run. */
import { expect, test } from 'vitest';
import { readExperimentWithWorld } from '../../apps/documents/read.ts';
import { planLocally } from '../../apps/local/plan.ts';
import { rehearse } from '../../apps/local/rehearsal.ts';
import type { World } from '../../core/world/schema.ts';
import { experimentOf } from './squall-process.ts';

const read = readExperimentWithWorld(experimentOf('instance-termination'));
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { experiment, world } = read;
const given = { parameters: {}, seed: 4, startedBy: 'ada', traffic: 'closed-form' } as const;
const [alarm] = experiment.guardrails.stopAlarms ?? [];

async function refusals(over: Partial<World>, guardrails: object = {}) {
  const holding = { ...experiment, guardrails: { ...experiment.guardrails, ...guardrails } };
  const options = { ...given, experiment: holding, world: { ...world, ...over } };
  const planned = await planLocally(options);
  if (!planned.ok) throw new Error(planned.refusal.why);
  const { record } = await rehearse({ ...options, runId: 'run-1' });
  const said = planned.refusals.map(({ rule, why }) => `${rule}: ${why}`);
  // The run says the same, in its terminal record, and has injected nothing.
  expect(record.terminal?.end).toBe(said.length === 0 ? 'completed' : 'refused');
  if (said.length > 0) expect(record.terminal?.reason).toContain(said[0]);
  return { said, plan: planned.plan };
}

test('a source that is OK lets a run through, one that does not exist refuses it, and plans say which there is', async () => {
  const watched = await refusals({ platform: { incidentSource: { alarms: [alarm!] } } });
  expect(watched.said).toEqual([]);
  expect(watched.plan.platform).toEqual({
    profile: 'run',
    incidentSource: { alarms: [alarm] },
    deploymentSource: 'none',
  });
  expect((await refusals({ platform: { deploymentSource: { alarms: ['deploying'] } } })).said).toEqual([
    'deployment: alarm deploying, which tells of a deployment, does not exist: create it, or correct deploymentSource',
  ]);
});

test('who is not let run it is refused', async () => {
  expect((await refusals({ platform: { mayRun: [{ people: ['bob'] }] } })).said).toEqual([
    expect.stringMatching(/^may-run: ada may not run /),
  ]);
});

test('on a holiday of its virtual day it is refused, and on the next it runs; its hash is the same', async () => {
  const holidays = { country: 'DE' };
  const on = await refusals({ startAt: '2026-05-01T09:00:00Z' }, { holidays });
  expect(on.said).toEqual([
    'holiday: 2026-05-01 is Labour Day, a holiday of DE (Europe/Berlin): wait until it is over',
  ]);
  const off = await refusals({ startAt: '2031-05-02T09:00:00Z' }, { holidays });
  expect(off.said).toEqual([]);
  expect(off.plan.hash).toBe(on.plan.hash);
  expect(off.plan.calendar).toMatchObject({ from: '2030-01-01', to: '2033-12-31' });
});
