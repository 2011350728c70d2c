/** A drill as its pre-checks are asked about it, and ports that answer well: each test spoils one thing. */
import type { PreCheckPorts, PreCheckQuestion } from '../../../../../core/drill/pre-checks/pre-check.ts';
import type { Drill } from '../../../../../core/drill/schema/drill.ts';
import { validateDrill } from '../../../../../core/drill/validate.ts';
import type { MetricQuery } from '../../../../../core/experiment/schema/probes.ts';
import type { PlannedStep } from '../../../../../core/plan/plan.ts';
import { toldNothing } from '../../../../../core/platform/settings.ts';
import type { Resource } from '../../../../../core/ports/resources.ts';
import { drillWith } from '../fixture.ts';

const minute = 60_000;
export const now = Date.UTC(2026, 2, 3, 9, 30);

export const metric = (name: string): MetricQuery => ({
  namespace: 'Shop',
  metric: name,
  stat: 'Sum',
  period: 'PT1M',
});

export const planned = (over: Partial<PlannedStep> = {}): PlannedStep => ({
  id: 'detach',
  title: 'detach',
  wave: 2,
  provider: 'squall',
  action: 'squall:elb:detach-targets',
  parameters: {},
  targets: {},
  duration: 0,
  undo: { by: 'us', how: 'put it back' },
  changes: 'detaches',
  stands: true,
  moves: true,
  ...over,
});

export function question(
  over: Partial<Record<keyof Drill, unknown>> = {},
  asked: Partial<PreCheckQuestion> = {},
): PreCheckQuestion {
  const valid = validateDrill(drillWith(over));
  if (!valid.ok) throw new Error(valid.problems.map(({ message }) => message).join('\n'));
  const { experiment } = valid;
  return {
    drill: experiment.drill!,
    definition: experiment,
    steps: [planned()],
    seed: 3,
    now,
    lease: 60 * minute,
    ...asked,
  };
}

const unasked = async (): Promise<never> => {
  throw new Error('not asked here');
};

/** By metric: its newest value, published a minute ago. A metric that is not named has no data. */
export const ports = (
  values: Readonly<Record<string, number>> = {},
  over: Partial<PreCheckPorts> = {},
): PreCheckPorts => ({
  stage: { environment: 'staging', platform: 'aws', functionTimeout: 30_000, settings: toldNothing },
  metrics: {
    series: async (query) => {
      const value = values[query.metric];
      return value === undefined ? [] : [{ at: now - 2 * minute, value }];
    },
    alarms: unasked,
    http: unasked,
    beat: unasked,
    endBeat: unasked,
  },
  resources: { resolve: unasked, snapshot: unasked, zones: unasked },
  standby: {
    records: unasked,
    certificates: unasked,
    secrets: unasked,
    arriving: unasked,
    quotas: unasked,
    ahead: unasked,
  },
  ...over,
});

export const instance = (id: string, over: Partial<Resource> = {}): Resource => ({
  id,
  type: 'ec2:instance',
  name: id,
  account: '111122223333',
  region: 'eu-west-1',
  zone: 'euw1-az1',
  tags: {},
  healthy: true,
  ...over,
});

export const resolving = (...all: readonly Resource[]): PreCheckPorts['resources'] => ({
  ...ports().resources,
  resolve: async ({ type, where }) =>
    all.filter((each) => each.type === type && (where.region === undefined || where.region === each.region)),
});
