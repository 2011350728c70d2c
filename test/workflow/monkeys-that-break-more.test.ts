/**
 * Gorilla, Kong and Latency Monkey as their folders have them: valid, explained, planned and
 * exported; what no world models, the pause of a bucket's replication, is refused by name. What is simulated comes to what
 * its README says.
 */
import { describe, expect, it } from 'vitest';
import { writeTemplate } from '../../apps/exchange/fis/write/template.ts';
import { planLocally } from '../../apps/local/plan.ts';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { resolveParameters } from '../../core/experiment/resolve.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { pastDraws } from '../../core/plan/plan-zones.ts';
import { policyOf } from '../../core/plan/role-policy.ts';
import { parseCron } from '../../core/schedule/cron/expression.ts';
import { compileExperiments } from '../../lib/configuration/experiments.ts';
import { monkeyReadme, monkeyScenario } from '../scenarios/monkeys.ts';

const parts = ['What it proves', 'What usually breaks', 'Prerequisites in AWS', 'Alarms', 'Cost', 'In a rehearsal'];

describe.each(['chaos-gorilla', 'chaos-kong', 'latency-monkey'])('%s', (name) => {
  const options = monkeyScenario(name);
  const readme = monkeyReadme(name);

  it('is what its folder says, explains itself, and plans', async () => {
    expect(options.experiment.metadata.name).toBe(name);
    expect(readme.split('\n')[0]).toBe(`# ${options.experiment.metadata.title}`);
    for (const part of parts) expect(readme).toContain(`**${part}.**`);
    const planned = await planLocally({ ...options, traffic: 'closed-form' });
    if (!planned.ok) throw new Error(planned.refusal.why);
    expect(planned.refusals).toEqual([]);
    expect(planned.notSimulated?.why ?? 'simulated').toMatch(
      name === 'chaos-kong'
        ? /^the simulator does not model aws:s3:bucket-pause-replication on .*product-images: it is copied nowhere/
        : /^simulated$/,
    );
  });

  it('is exported to FIS, rung after rung', () => {
    const { experiment, world } = options;
    const resolved = resolveParameters(experiment, {}, { seed: 7, zones: world.regions[0]!.zones });
    if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join('\n'));
    const { document } = writeTemplate(resolved.experiment, { account: '111122223333', region: 'eu-central-1' });
    expect(Object.values(document.actions ?? {}).map(({ actionId }) => actionId)).toEqual(
      resolved.experiment.steps.map(({ action }) => action),
    );
  });
});

it('they are deployed like any experiment: compiled for the stage, with holidays, a role and a schedule', () => {
  const compiled = compileExperiments('templates/monkeys', 'staging', Date.UTC(2026, 2, 3));
  const named = new Map(compiled.map((definition) => [definition.experiment.metadata.name, definition]));
  for (const name of ['chaos-gorilla', 'chaos-kong']) {
    const { experiment, calendar } = named.get(name)!;
    expect(calendar?.of.country, name).toBe('DE');
    expect(parseCron(experiment.schedule!.cron!).ok, name).toBe(true);
  }
  for (const { experiment } of compiled) expect(policyOf(experiment).length).toBeGreaterThan(0);
});

it('a zone is lost as planned, carried by the others, and the report says why it was this one', async () => {
  const options = { ...monkeyScenario('chaos-gorilla'), traffic: 'closed-form' } as const;
  const { record } = await rehearse({ ...options, runId: 'gorilla' });
  expect(record.terminal, record.terminal?.reason).toMatchObject({ verdict: 'held', recovery: 'restored' });
  expect(record.plan.drawn?.zone?.because).toBe(
    'drawn from euc1-az1, euc1-az2, euc1-az3 by seed 7, which no run has hit',
  );
  expect(record.plan.parameters.zone).toBe(record.plan.drawn?.zone?.zone);

  // The next run knows of it; one that injected nothing had no turn.
  const refused = { ...record, runId: 'refused', terminal: { ...record.terminal!, end: 'refused' } } as RunRecord;
  const past = await pastDraws(options.experiment, { list: async () => [refused, record] });
  expect(past.map(({ runId }) => runId)).toEqual(['gorilla']);
  for (let seed = 1; seed <= 50; seed++) {
    const next = resolveParameters(options.experiment, {}, { seed, zones: options.world.regions[0]!.zones, past });
    expect(next.ok && next.parameters.zone, `seed ${seed}`).not.toBe(record.plan.parameters.zone);
  }
});
