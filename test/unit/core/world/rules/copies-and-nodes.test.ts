import { describe, expect, it } from 'vitest';
import type { World } from '../../../../../core/world/schema.ts';
import { validateWorld } from '../../../../../core/world/validate.ts';
import { away, home, twoRegions } from '../../../../fixtures/two-regions.ts';

const found = (world: unknown): readonly string[] => {
  const valid = validateWorld(world);
  return valid.ok ? [] : valid.problems.map(({ message }) => message);
};
const base = twoRegions();
const [web, web2] = base.services as Extract<World['services'][number], { kind: 'auto-scaling-group' }>[];

describe('node groups', () => {
  const nodes = {
    id: 'nodes',
    cluster: 'shop',
    capacity: { desired: 2, min: 1, max: 4 },
    node: { pods: 1 },
    replacement: { detection: 'PT30S', launch: 'PT40S', join: 'PT20S' },
  };
  const runsAs = { kind: 'eks-pods', cluster: 'shop' } as const;
  const world = (groups: object, pods: object = {}) => ({
    ...base,
    services: [{ ...web!, runsAs, ...pods }, web2!],
    nodeGroups: [{ ...nodes, ...groups }],
  });

  it('have room for the pods that there are, in the same cluster and Region', () => {
    expect(found(world({}))).toEqual([]);
    expect(found(world({ node: { pods: 1 } }, { capacity: { desired: 3, min: 0, max: 8 } }))).toEqual([
      'nodeGroups[0].node.pods: found room for 2 pods on the nodes of shop, whose services have 3; allowed: room for 3 at least: more nodes, or more pods on each',
    ]);
    // Those of the other Region stand on other nodes, or on none.
    expect(found(world({ region: away }, { capacity: { desired: 3, min: 0, max: 8 } }))).toEqual([]);
  });

  it('stand in zones of one Region, and say instead of their pods in which', () => {
    expect(found(world({ zones: ['euc1-az1', 'euw1-az1'] }))).toEqual([
      'nodeGroups[0].zones[1]: found euw1-az1, a zone of eu-west-1; allowed: zones of eu-central-1: euc1-az1, euc1-az2',
    ]);
    expect(found(world({ zones: ['euc1-az9'] }))[0]).toMatch(/^nodeGroups\[0\]\.zones\[0\]: .*none of the zones/);
    expect(found(world({ region: 'mars' }))[0]).toMatch(/^nodeGroups\[0\]\.region: .*none of the Regions/);
    expect(found(world({}, { zones: ['euc1-az1'] }))).toEqual([
      'services[0].zones: found zones of pods that stand on nodes; allowed: none: they stand where the node groups of shop do',
    ]);
  });

  it('have as many as they may, a name of their own, and measures of their own', () => {
    expect(found(world({ capacity: { desired: 5, min: 1, max: 4 } }))[0]).toMatch(
      /^nodeGroups\[0\]\.capacity\.desired: .*from 1 to 4/,
    );
    expect(found(world({ id: 'web-dub' }))[0]).toMatch(/^nodeGroups\[0\]\.id: .*used already at services\[1\]\.id/);
    const metric = (of: string, measure: string) => ({ namespace: 'K', metric: 'M', of, measure });
    const measured = (of: string, measure: string) => found({ ...world({}), metrics: [metric(of, measure)] });
    expect([measured('nodes', 'in-service'), measured('web-fra', 'pending-pods')]).toEqual([[], []]);
    expect(measured('nodes', 'latency')).toEqual([
      'metrics[0].measure: found the text "latency", which a node group does not have; allowed: in-service, healthy-hosts',
    ]);
    expect(measured('web-dub', 'pending-pods')[0]).toMatch(/which a auto-scaling-group does not have/);
  });
});

describe('copies', () => {
  const bucket = { kind: 'bucket', concurrency: 10, requestTime: { exactly: 'PT0.01S' } };
  const replication = { to: 'copy', lag: 'PT20S', readAfter: 'PT1H' };
  const buckets = (first: object, second: object = {}) =>
    found({
      ...base,
      services: [
        ...base.services,
        { ...bucket, id: 'docs', region: home, replication, ...first },
        { ...bucket, id: 'copy', region: away, ...second },
      ],
    });
  it('of a bucket are buckets in another Region', () => {
    expect(buckets({})).toEqual([]);
    expect(buckets({}, { region: home })).toEqual([
      'services[2].replication.to: found "copy", which stands in eu-central-1 too; allowed: a bucket in another Region',
    ]);
    expect(buckets({ replication: { ...replication, to: 'web-dub' } })[0]).toMatch(
      /^services\[2\]\.replication\.to: .*none of the other buckets; allowed: copy/,
    );
    expect(buckets({ replication: { ...replication, readAfter: 'PT0S' } })[0]).toMatch(
      /readAfter: .*longer than nothing/,
    );
  });

  const table = (region: string, as?: string, to = region === home ? away : home) => ({
    kind: 'table',
    region,
    concurrency: 10,
    requestTime: { exactly: 'PT0.01S' },
    replica: { region: to, lag: 'PT1S', rewrittenEvery: 'PT1H', ...(as && { as }) },
  });
  const tables = (first: object, second: object) =>
    found({ ...base, services: [...base.services, { id: 'a', ...first }, { id: 'b', ...second }] });
  it('of a global table are its face in the other Region, and it theirs', () => {
    expect(tables(table(home, 'b'), table(away, 'a'))).toEqual([]);
    expect(tables(table(home, 'b'), table(away))).toEqual([
      'services[2].replica.as: found "b", whose own replica is not said to be a table; allowed: a table with replica: { as: a }, since both are one',
    ]);
    expect(tables(table(home, 'b'), table(home, 'a'))[0]).toBe(
      'services[2].replica.as: found "b", which stands in eu-central-1; allowed: a table in eu-west-1',
    );
    expect(tables(table(home, 'nobody'), table(away))[0]).toMatch(/^services\[2\]\.replica\.as: .*allowed: b/);
  });
});
