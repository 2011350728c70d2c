/** A drill is run ahead of itself on the traffic that its run then has: what is told beforehand is what is seen. */
import { expect, test } from 'vitest';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { factsOf, judgedSamples } from '../../core/drill/measure/facts.ts';
import { world, zoneDrill } from './zone-drill.ts';

const minute = 60_000;
/** The objective, from the loss on, and five minutes more that are looked at. */
const [within, judged] = [2.5 * minute, 5 * minute];
const probes = [
  {
    id: 'success-rate',
    cloudwatch: { namespace: 'Shop', metric: 'SuccessRate', stat: 'Average' as const, period: 'PT10S' },
    expect: { atLeast: 99 },
    when: ['before' as const, 'during' as const, 'after' as const],
  },
];

/** Six members take 96 requests a second, and the four that stay 64. */
const crowded = {
  ...world,
  clients: world.clients.map((client) => ({ ...client, rate: 72 })),
  services: world.services.map((service) =>
    service.kind === 'auto-scaling-group'
      ? { ...service, instance: { ...service.instance, serviceTime: { exactly: 'PT0.25S' as const } } }
      : service,
  ),
  metrics: world.metrics.map((metric) => ({ ...metric, period: 'PT10S' as const })),
  alarms: (world.alarms ?? []).map((alarm) =>
    alarm.name === 'shop-failing' ? { ...alarm, threshold: { below: 5 } } : alarm,
  ),
};

async function ran(seed: number, traffic: 'requests' | 'closed-form') {
  const history = await rehearse({
    runId: `run-${seed}`,
    experiment: zoneDrill({
      hypothesis: { ...zoneDrill().hypothesis, probes },
      hold: 'PT5M',
      objectives: { recover: 'PT2M30S' },
    }),
    world: crowded,
    parameters: {},
    seed,
    traffic,
    startedBy: 'ada',
    forcePrecheck: 'to see whether it is so',
  });
  const facts = factsOf(history)!;
  const seen = judgedSamples(facts, { id: 'success-rate' }).filter(
    ({ at }) => at >= facts.lost + within && at < facts.lost + within + judged && at + 10_000 <= facts.until,
  );
  const ahead = history.record.plan.preChecks!.find(({ of }) => of === 'success-rate, run ahead')!;
  return { history, ahead, seen: seen.map(({ value }) => Number(value)) };
}

test.each([
  [3, 'requests'],
  [3, 'closed-form'],
] as const)(
  'seed %i by %s: the worst that is told is the worst that is seen, to the last digit',
  async (seed, traffic) => {
    const { ahead, seen } = await ran(seed, traffic);
    expect(seen.length).toBeGreaterThan(20);
    const worst = Math.min(...seen);
    expect(worst).toBeLessThan(99);
    expect(ahead).toMatchObject({ state: 'fails', measured: String(Math.round(worst * 100) / 100) });
  },
);
