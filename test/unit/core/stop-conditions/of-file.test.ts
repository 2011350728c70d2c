import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readExperimentWithWorld } from '../../../../apps/documents/read.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { lintFile } from '../../../../core/stop-conditions/of-file.ts';
import type { World } from '../../../../core/world/schema.ts';

const template = (name: string) => {
  const file = fileURLToPath(new URL(`../../../../templates/experiments/${name}/experiment.yaml`, import.meta.url));
  const read = readExperimentWithWorld(file);
  if ('problems' in read) throw new Error(read.problems[0]!.message);
  return read;
};
const { experiment, world } = template('cpu-stress');

const lint = (over: { experiment?: Partial<Experiment>; alarm?: Partial<NonNullable<World['alarms']>[number]> }) => {
  const [first, ...rest] = world.alarms ?? [];
  const changed = { ...world, alarms: [{ ...first!, ...over.alarm }, ...rest] };
  return lintFile({ ...experiment, ...over.experiment }, changed).map(
    ({ check, weight, says }) => `${check} ${weight}: ${says}`,
  );
};

describe('stop conditions of a file against its world', () => {
  it.each(['az-power-interruption', 'database-failover', 'error-injection', 'zone-network-loss'])(
    'have nothing said against them in %s',
    (name) => {
      const read = template(name);
      expect(lintFile(read.experiment, read.world)).toEqual([]);
    },
  );

  it('know an alarm of the world by the ARN that it would have there', () => {
    const arn = (region: string) => `arn:aws:cloudwatch:${region}:${world.account}:alarm:shop-checkout-5xx`;
    const here = world.regions[0]!.id;
    expect(lint({ experiment: { guardrails: { stopAlarms: ['shop-checkout-5xx', arn(here)] } } })).toEqual([]);
    expect(lint({ experiment: { guardrails: { stopAlarms: [arn('ap-south-1')] } } })[0]).toMatch(/^missing refuses/);
  });

  it('refuse an alarm that the world has not, with the one that was probably meant', () => {
    const guardrails = { stopAlarms: ['shop-checkout-5x'] };
    expect(lint({ experiment: { guardrails } })).toEqual([
      'missing refuses: is none of world shop, which has shop-checkout-5xx, shop-checkout-slow; did you mean shop-checkout-5xx?',
    ]);
    expect(lintFile({ ...experiment, guardrails }, { ...world, alarms: [] })[0]?.says).toContain('which has none');
  });

  it('hold its times against the durations that the parameters’ defaults give', () => {
    expect(lint({ alarm: { period: 'PT5M' } })[0]).toMatch(/^too-slow disqualifies: is too slow for faults of 6 min/);
    const parameters = { ...experiment.parameters, duration: { type: 'duration' as const, default: 'PT20M' } };
    expect(lint({ alarm: { period: 'PT5M' }, experiment: { parameters } })[0]).toMatch(
      /^too-slow warns: may come too late|^too-slow warns: lets harm/,
    );
  });

  it('hold its metric against services, and its treatment of silence', () => {
    const metric = { namespace: 'Shop', metric: 'Orders', dimensions: { Service: 'orders' } };
    expect(lint({ alarm: { metric } })).toEqual([]);
    const elsewhere = { ...experiment.metadata, service: 'payments' };
    expect(lint({ alarm: { metric }, experiment: { metadata: elsewhere } })[0]).toMatch(
      /^not-covering disqualifies: looks at Service orders/,
    );
    expect(lint({ alarm: { missingData: 'ignore' } })[0]).toMatch(/^hides-outage disqualifies/);
  });

  it('say nothing of times that no default gives', () => {
    const { default: _, ...needed } = { ...experiment.parameters!.duration! };
    const parameters = { ...experiment.parameters, duration: needed as never };
    expect(lint({ alarm: { period: 'PT5M' }, experiment: { parameters } })).toEqual([]);
  });
});
