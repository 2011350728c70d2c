/** The sample fleet, and nothing else: what a certification may touch, and what it looks at. */

import type { Proof } from '../../core/history/ledger.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Resource, Resources, Snapshot } from '../../core/ports/resources.ts';
import { proofOf, worst } from '../../core/steady-state/restoration.ts';
import { names } from '../../lib/configuration/names.ts';

/** As `lib/stacks/sample-fleet.ts` puts them. */
export const fleetTags = (stage: string): Readonly<Record<string, string>> => ({
  Service: 'web',
  'resilience:service': 'sample',
  'resilience:owner': names.prefix(stage),
});

export const fleetAlarm = (stage: string): string => `${names.prefix(stage)}-sample-5xx`;

const types = ['ec2:instance', 'ec2:autoscaling-group', 'ec2:subnet'];

/** Every resource of the fleet, sorted by type and id. */
export async function fleetOf(stage: string, resources: Pick<Resources, 'resolve'>): Promise<readonly Resource[]> {
  const found = types.map((type) => resources.resolve({ type, where: { tags: fleetTags(stage) } }));
  return (await Promise.all(found)).flat();
}

/** Why the fleet is not fit to be broken: one clause, or undefined. */
export function unfit(fleet: readonly Resource[]): string | undefined {
  const instances = fleet.filter(({ type }) => type === 'ec2:instance');
  if (instances.length === 0) return 'no server of the sample fleet was found: deploy with sampleFleet: true';
  const ill = fleet.filter(({ healthy }) => !healthy);
  return ill.length === 0 ? undefined : `${ill.map(({ name }) => name).join(', ')} of the sample fleet is not healthy`;
}

/** Names of what the plan would hit and the sample fleet does not hold. */
export function strangers(plan: Plan, stage: string): readonly string[] {
  const own = Object.entries(fleetTags(stage));
  return plan.targets
    .flatMap(({ matched, chosen, reached = [] }) => [...matched.filter(({ id }) => chosen.includes(id)), ...reached])
    .filter(({ tags }) => own.some(([key, value]) => tags[key] !== value))
    .map(({ name }) => name);
}

/**
 * What the fleet looks like now against how it looked before, by a look of our own. A
 * server that is gone counts as restored once its group is whole again.
 */
export async function likeBefore(before: readonly Snapshot[], resources: Pick<Resources, 'snapshot'>): Promise<Proof> {
  const after = await resources.snapshot(before.map(({ id }) => id));
  return proofOf({ before, undo: { by: 'provider', how: 'looked at' } }, after, { before, after });
}

export const isRestored = ({ findings }: Proof): boolean => worst(findings.map(({ result }) => result)) === 'restored';
