import { describe, expect, it } from 'vitest';
import { conflict, locksOf } from '../../../../core/guardrails/locks.ts';
import { overlap } from '../../../../core/guardrails/overlap.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import type { Resource } from '../../../../core/ports/resources.ts';
import { instance } from '../../../fixtures/decisions/fleet.ts';
import { broken, plan, planOf, ports, question, run, runsOf } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const on = (
  matched: readonly Resource[],
  scope: 'targets' | 'zone' | 'region' | 'service' = 'targets',
  service = 'checkout',
): Plan =>
  planOf(
    { metadata: { ...zoneDrill.metadata, service }, blastRadius: { scope, preset: 'full' } },
    { targets: [{ name: 't', type: 'ec2:instance', matched, chosen: matched.map(({ id }) => id), because: '' }] },
  );

const meet = (a: Plan, b: Plan) => conflict(locksOf(a), locksOf(b))?.key;
const other = (n: number): Resource => ({ ...instance('search', n), tags: { 'resilience:service': 'search' } });

describe('locks', () => {
  it('keeps two runs apart that share a target, and lets others pass', () => {
    expect(meet(on([instance('web', 0)]), on([instance('web', 0)]))).toContain('target/');
    expect(meet(on([instance('web', 0)]), on([instance('web', 1)]))).toBeUndefined();
  });

  it('keeps a zone’s loss apart from every run in that zone, and from none elsewhere', () => {
    const lost = on([instance('web', 1)], 'zone');
    expect(meet(lost, on([other(4)], 'targets', 'search'))).toBe('zone/111122223333/eu-central-1/euc1-az2');
    expect(meet(on([other(4)], 'targets', 'search'), lost)).toBe('zone/111122223333/eu-central-1/euc1-az2');
    expect(meet(lost, on([other(3)], 'targets', 'search'))).toBeUndefined();
  });

  it('keeps a Region’s loss apart from every run in it, and a service’s from every run on it', () => {
    expect(meet(on([instance('web', 1)], 'region'), on([other(3)], 'targets', 'search'))).toContain('region/');
    expect(meet(on([instance('web', 1)], 'service'), on([instance('web', 2)]))).toBe('service/checkout');
    expect(meet(on([instance('web', 1)], 'service'), on([other(2)], 'targets', 'search'))).toBeUndefined();
  });

  it('takes the whole service that an experiment is of, whatever its targets say that they serve', () => {
    const foreign = on([other(3)], 'service', 'checkout');
    expect(locksOf(foreign)).toContainEqual({ key: 'service/checkout', mode: 'exclusive' });
    expect(meet(foreign, on([instance('web', 0)]))).toBe('service/checkout');
  });

  it('gives way to the type above ninety keys, and still meets a run on one of its members', () => {
    const many = on(Array.from({ length: 200 }, (_, n) => instance('web', n)));
    expect(locksOf(many).length).toBeLessThanOrEqual(90);
    expect(meet(many, on([instance('web', 3)]))).toBe('type/111122223333/eu-central-1/ec2:instance');
    const few = on(Array.from({ length: 80 }, (_, n) => instance('web', n)));
    expect(locksOf(few).filter(({ key }) => key.startsWith('target/'))).toHaveLength(80);
  });
});

describe('overlap', () => {
  const against = async (over: Parameters<typeof run>[0], runId?: string) =>
    (await overlap.check(question({ runId }), ports({ runs: runsOf([run(over)]) })))?.why;

  it.each(['injecting', 'recovering'] as const)('refuses while another run is %s there', async (phase) => {
    expect(await against({ phase })).toMatch(
      /^run other \(az-power-interruption\) holds .+: wait for its end, or stop it$/,
    );
  });

  it('passes for a run that only waits, for itself, and elsewhere', async () => {
    expect(await against({ phase: 'proposed' })).toBeUndefined();
    expect(await against({}, 'other')).toBeUndefined();
    expect(await against({ plan: on([other(3)], 'targets', 'search') })).toBeUndefined();
    expect(plan().targets.length).toBeGreaterThan(0);
  });

  it('passes what is over, and asks for what is not', async () => {
    const asked: unknown[] = [];
    const list: ReturnType<typeof runsOf>['list'] = async (filter) => {
      asked.push(filter);
      return [];
    };
    expect(await overlap.check(question(), ports({ runs: { ...runsOf([]), list } }))).toBeUndefined();
    expect(asked).toEqual([{ unfinished: true }]);
  });

  it('cannot be evaluated when runs cannot be listed: refuses', async () => {
    expect(await overlap.check(question(), ports({ runs: { ...runsOf([]), list: broken } }))).toMatchObject({
      rule: 'overlap',
    });
  });
});
