import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCloud, restoreCloud } from '../../../simulator/create-cloud.ts';
import { dumpOfSave, type SavedPeriod } from '../../../simulator/saved.ts';
import {
  command,
  idsOf,
  inject,
  instancesOf,
  minute,
  noCapacity,
  ofType,
  run,
  second,
  shop,
  shopCloud,
  stateOf,
  stop,
  waiting,
} from './shop.ts';

type Cloud = ReturnType<typeof shopCloud>;

/** A bit of everything: a zone stopped without new capacity, stress elsewhere, a failover. */
function disturb(cloud: Cloud): void {
  const lost = [...instancesOf(cloud, 'web', 'euc1-az3'), ...instancesOf(cloud, 'api', 'euc1-az3')];
  inject(cloud, [
    stop(idsOf(lost), { startInstancesAfterDuration: 'PT4M', completeIfInstancesTerminated: 'true' }),
    noCapacity(idsOf(ofType(cloud, 'ec2:autoscaling-group')), 'euc1-az3', 'PT4M'),
    command(
      'CPU-Stress',
      idsOf(instancesOf(cloud, 'web', 'euc1-az1')),
      { LoadPercent: '80', DurationSeconds: '200' },
      'PT4M',
    ),
    {
      actionId: 'aws:rds:failover-db-cluster',
      parameters: {},
      targets: { Clusters: idsOf(ofType(cloud, 'rds:cluster')) },
    },
  ]);
}

describe('createCloud', () => {
  it('stands at startAt, with the warm-up behind it', () => {
    const cloud = shopCloud();
    expect(cloud.now).toBe(shop.startAt);
    expect(cloud.alarms().map(({ state }) => state)).toEqual(['OK', 'OK']);
  });

  it('names every resource as AWS does, the same for a seed', () => {
    const cloud = shopCloud(7);
    expect(idsOf(cloud.resources())).toEqual(idsOf(shopCloud(7).resources()));
    expect(idsOf(cloud.resources())).not.toEqual(idsOf(shopCloud(8).resources()));
    expect(idsOf(cloud.resources())).toEqual(idsOf(cloud.resources()).toSorted());
    const types = Map.groupBy(cloud.resources(), ({ type }) => type);
    expect([...types].map(([type, found]) => `${found.length} ${type}`).sort()).toEqual([
      '1 elasticache:replicationgroup',
      '1 lambda:function',
      '1 rds:cluster',
      '12 ec2:instance',
      '2 arc:managed-resource',
      '2 ec2:autoscaling-group',
      '2 elasticloadbalancing:loadbalancer',
      '2 rds:db',
      '3 ec2:subnet',
    ]);
    for (const { id } of types.get('ec2:instance')!) {
      expect(id).toMatch(/^arn:aws:ec2:eu-central-1:111122223333:instance\/i-0[0-9a-f]{16}$/);
    }
    expect(types.get('ec2:instance')![0]!.tags).toMatchObject({ 'resilience:fis-enabled': 'true' });
  });

  it('does not depend on how time is cut into calls', () => {
    const whole = shopCloud(5);
    disturb(whole);
    const until = whole.now + 7 * minute;
    const expected = run(whole, until);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 45_000 }), { minLength: 1, maxLength: 20 }), (steps) => {
        const cut = shopCloud(5);
        disturb(cut);
        const events = [];
        for (let i = 0; cut.now < until; i++)
          events.push(...run(cut, Math.min(until, cut.now + steps[i % steps.length]! + 5000)));
        expect(events).toEqual(expected);
        expect(cut.dump()).toEqual(whole.dump());
      }),
      { numRuns: 15 },
    );
  });

  it('answers the first experiment to a second start with its token', () => {
    const cloud = shopCloud();
    const first = inject(cloud, [waiting('PT5M')], { token: 'same' });
    run(cloud, cloud.now + minute);
    expect(inject(cloud, [waiting('PT9M')], { token: 'same' })).toEqual(first);
    expect(cloud.experimentByToken('same')?.id).toBe(first.id);
    expect(cloud.experiments().length).toBe(1);
  });

  it('completes an experiment when the last of its actions has ended', () => {
    const cloud = shopCloud();
    const { id } = inject(cloud, [waiting('PT1M'), waiting('PT3M')]);
    run(cloud, cloud.now + 2 * minute);
    expect(cloud.experiment(id)?.actions.map(({ status }) => status)).toEqual(['completed', 'running']);
    expect(cloud.advance(cloud.now + 5 * minute)).toEqual([
      { type: 'experiment', at: shop.startAt + 3 * minute, id, status: 'completed' },
    ]);
    expect(cloud.now).toBe(shop.startAt + 3 * minute);
  });

  it('cannot go back', () => {
    const cloud = shopCloud();
    expect(() => cloud.advance(cloud.now - 1)).toThrow(RangeError);
    expect(cloud.advance(cloud.now)).toEqual([]);
  });
});

describe('a dump', () => {
  it('is plain JSON, complete: restored and dumped again it is the same', () => {
    const cloud = shopCloud(3);
    disturb(cloud);
    for (const time of [10 * second, minute, 3 * minute, 6 * minute]) {
      run(cloud, shop.startAt + time);
      const dump = cloud.dump();
      expect(JSON.parse(JSON.stringify(dump))).toEqual(dump);
      const restored = restoreCloud({ model: shop, seed: 3, dump });
      expect(restored.dump()).toEqual(dump);
      // Health checks begin anew; all that the control plane knows by itself is the same.
      const known = (one: Cloud) => one.resources().map(({ id, state }) => ({ id, state: { ...state, healthy: 0 } }));
      expect(known(restored)).toEqual(known(cloud));
      expect(restored.alarms()).toEqual(cloud.alarms());
      expect(restored.experiments()).toEqual(cloud.experiments());
    }
  });

  it('saved in parts is the same dump, each closed period written once, the outlived ones left out', () => {
    const model = { ...shop, clients: [{ ...shop.clients[0]!, rate: 1 }] };
    const cloud = createCloud({ model, seed: 4, traffic: 'closed-form' });
    const periods: SavedPeriod[] = [];
    let since: number | undefined;
    const hour = 60 * minute;
    for (const time of [0, 59 * second, minute, 61 * second, 5 * minute, hour, 7 * hour, 7 * hour + minute]) {
      run(cloud, shop.startAt + time);
      const save = cloud.save(since);
      periods.push(...save.closed);
      since = save.now;
      expect(dumpOfSave(save.standing, periods)).toEqual(cloud.dump());
      expect(save.oldest).toBe(time < 6 * hour ? shop.startAt - model.warmUp : since - 6 * hour);
    }
    const keys = periods.map(({ metric, at }) => `${metric} ${at}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(cloud.save(since).closed).toEqual([]);
  });

  it.each(['requests', 'closed-form'] as const)('keeps faults in force, and their ends due (%s)', (traffic) => {
    const model = { ...shop, clients: [{ ...shop.clients[0]!, rate: 5 }] };
    const cloud = createCloud({ model, seed: 2, traffic });
    const [host] = idsOf(instancesOf(cloud, 'api'));
    const { id } = inject(cloud, [command('Network-Latency', [host!], { DelayMilliseconds: '250' })]);
    run(cloud, cloud.now + 30 * second);
    const restored = restoreCloud({ model, seed: 2, dump: cloud.dump() });
    expect(restored.now).toBe(cloud.now);
    expect(stateOf(restored, host!)).toMatchObject({ networkDelayMilliseconds: 250 });
    const events = run(restored, model.startAt + 3 * minute);
    expect(events).toMatchObject([{ type: 'experiment', id, status: 'completed', at: model.startAt + 2 * minute }]);
    expect(stateOf(restored, host!)).toMatchObject({ networkDelayMilliseconds: 0 });
  });

  it('lets an experiment be stopped in another process', () => {
    const cloud = shopCloud();
    const ids = idsOf(instancesOf(cloud, 'web')).slice(0, 1);
    const { id } = inject(cloud, [stop(ids, { startInstancesAfterDuration: 'PT10M' })]);
    run(cloud, cloud.now + 20 * second);
    const restored = restoreCloud({ model: shop, seed: 1, dump: cloud.dump() });
    restored.stopExperiment(id, 'left behind');
    run(restored, restored.now + minute);
    expect(stateOf(restored, ids[0]!)).toMatchObject({ state: 'running' });
    expect(restored.experiment(id)?.status).toBe('stopped');
  });

  it('of another version is refused', () => {
    const dump = { ...shopCloud().dump(), schemaVersion: 2 } as unknown as ReturnType<Cloud['dump']>;
    expect(() => restoreCloud({ model: shop, seed: 1, dump })).toThrow(RangeError);
  });
});

describe('a probe', () => {
  it('is answered by a healthy shop, and changes nothing', () => {
    const cloud = shopCloud();
    const before = JSON.stringify(cloud.dump());
    expect(cloud.probe('shop.example', 2000)).toMatchObject({ status: 200 });
    expect(JSON.stringify(cloud.dump())).toBe(before);
  });

  it('says why there is no answer', () => {
    const cloud = shopCloud();
    expect(cloud.probe('shop.test', 2000)).toEqual({ failed: 'no such host: shop.test' });
    expect(cloud.probe('shop.example', 5)).toEqual({ failed: 'no answer within 5 ms' });
    inject(cloud, [stop(idsOf(instancesOf(cloud, 'web')))], { token: 'a' });
    expect(cloud.probe('shop.example', 2000)).toMatchObject({ status: 502 });
    run(cloud, cloud.now + 70 * second);
    expect(cloud.probe('shop.example', 2000)).toMatchObject({ status: 503 });
  });

  it('sees a fault behind the front', () => {
    const cloud = shopCloud();
    inject(cloud, [command('Network-Latency', idsOf(instancesOf(cloud, 'api')), { DelayMilliseconds: '300' })]);
    const answer = cloud.probe('shop.example', 2000);
    expect('latency' in answer && answer.latency).toBeGreaterThan(300);
    inject(cloud, [stop(idsOf(instancesOf(cloud, 'api')))], { token: 'b' });
    expect(cloud.probe('shop.example', 2000)).toMatchObject({ status: 500 });
  });
});
