/** What every `Standby` adapter keeps: of the same facts, set up in a world or in AWS, the pre-checks find the same. */
import { beforeAll, describe, expect, test } from 'vitest';
import { isKnown } from '../../core/conformity/known.ts';
import { lookAhead } from '../../core/drill/pre-checks/index.ts';
import type { PreCheckFinding, PreCheckPorts } from '../../core/drill/pre-checks/pre-check.ts';
import { validateDrill } from '../../core/drill/validate.ts';
import type { PlannedStep } from '../../core/plan/plan.ts';
import { toldNothing } from '../../core/platform/settings.ts';

export const home = 'eu-central-1';
export const away = 'eu-west-1';
export const name = 'pay.example.com';

/** Of a service behind a load balancer in each Region, three members of two vCPUs each, led by weights: all at home. */
export interface StandbyFacts {
  /** vCPUs that the account may have in the other Region. */
  readonly vcpus: number;
  /** A second, at home. */
  readonly requests: number;
  /** How far the other Region's table is behind. Milliseconds. */
  readonly lag: number;
  /** Of the name's records. Seconds. */
  readonly ttl: number;
  /** Of the two, in the other Region. */
  readonly secrets: readonly string[];
  /** For the name, in the other Region, for a month and more; in the other it has none. */
  readonly certified: boolean;
}

export interface StandbySubject {
  readonly ports: Pick<PreCheckPorts, 'metrics' | 'resources' | 'standby'>;
  readonly account: string;
  /** Of the tables' lag. */
  readonly lag: { readonly namespace: string; readonly metric: string; readonly dimensions: Record<string, string> };
  /** What bounds the members. */
  readonly quota: string;
  now(): number;
}

/** A place that can take over, to the last of it. */
export const well: StandbyFacts = {
  vcpus: 12,
  requests: 10,
  lag: 400,
  ttl: 60,
  secrets: ['pay/db', 'pay/key'],
  certified: true,
};
const ill: StandbyFacts = { vcpus: 11, requests: 20, lag: 5000, ttl: 600, secrets: ['pay/db'], certified: false };

const planned = (step: Pick<PlannedStep, 'id' | 'action' | 'parameters' | 'targets'>): PlannedStep => ({
  title: step.id,
  wave: 1,
  provider: 'squall',
  duration: 0,
  undo: { by: 'us', how: 'put it back' },
  changes: 'moves',
  stands: true,
  moves: true,
  ...step,
});

function definitionOf({ lag }: StandbySubject) {
  const group = (region: string) => ({ type: 'ec2:autoscaling-group', where: { region, tags: { Service: 'pay' } } });
  const valid = validateDrill({
    apiVersion: 'squall/v1',
    kind: 'Drill',
    metadata: { name: 'leave', title: 'Leave', owner: 'payments-sre', service: 'payments' },
    environment: 'staging',
    evacuate: { region: home },
    into: [away],
    level: 'capacity',
    hold: 'PT10M',
    failback: { within: 'PT15M' },
    objectives: { recover: 'PT5M', recoveryPoint: 'PT2S' },
    users: { recoveryPoint: { probe: 'behind', unit: 'milliseconds' } },
    preChecks: {
      headroom: [{ service: 'pay', members: { home: 'pay', away: 'standby' }, perMember: 150 }],
      names: [name],
      present: { certificates: [name], secrets: ['pay/db', 'pay/key'] },
    },
    hypothesis: {
      if: 'home is left',
      // biome-ignore lint/suspicious/noThenProperty: the format's own word
      then: 'nobody notices',
      probes: [
        {
          id: 'behind',
          cloudwatch: { ...lag, stat: 'Maximum', period: 'PT1M', region: home },
          expect: { atMost: 2000 },
          when: ['before', 'during', 'after'],
        },
      ],
      recovery: { within: 'PT10M', hold: 'PT2M' },
    },
    guardrails: { stopAlarms: ['overloaded'] },
    blastRadius: { maxPercent: 100 },
    targets: { pay: group(home), standby: group(away) },
    move: {
      steps: [{ id: 'grow', action: 'squall:autoscaling:raise-capacity', targets: { AutoScalingGroups: 'standby' } }],
    },
    maxDuration: 'PT2H',
  });
  if (!valid.ok) throw new Error(valid.problems.map(({ message }) => message).join('\n'));
  return valid.experiment;
}

async function found(subject: StandbySubject): Promise<readonly PreCheckFinding[]> {
  const { ports, now } = subject;
  const [groups, [records]] = await Promise.all([
    ports.resources.resolve({ type: 'ec2:autoscaling-group', where: { region: away } }),
    ports.standby.records([name]),
  ]);
  if (!records || !isKnown(records))
    throw new Error(`the records of ${name} are not known: ${JSON.stringify(records)}`);
  const idOf = (region: string) => records.flatMap((record) => (record.region === region ? [record.id] : []));
  const definition = definitionOf(subject);
  return lookAhead(
    {
      definition,
      drill: definition.drill!,
      steps: [
        planned({
          id: 'grow',
          action: 'squall:autoscaling:raise-capacity',
          parameters: { percent: '200' },
          targets: { AutoScalingGroups: groups.map(({ id }) => id) },
        }),
        planned({
          id: 'names',
          action: 'squall:route53:shift-weights',
          parameters: {},
          targets: { RecordSets: idOf(home), Others: idOf(away) },
        }),
      ],
      seed: 3,
      now: now(),
      lease: 3_600_000,
    },
    {
      ...ports,
      stage: { environment: 'staging', platform: 'aws', functionTimeout: 30_000, settings: toldNothing },
    },
  );
}

const told = (all: readonly PreCheckFinding[]) =>
  all.map(({ check, of, state, measured, needed }) => `${check}, ${of}: ${state}, ${measured}, ${needed}`);
const until = /until \d{4}-\d\d-\d\d/g;

export function standbyContract(adapter: string, make: (facts: StandbyFacts) => Promise<StandbySubject>): void {
  describe(`${adapter} keeps the contract of Standby`, () => {
    describe('of a place that can take over', () => {
      let subject: StandbySubject;
      beforeAll(async () => {
        subject = await make(well);
      });

      test('every pre-check is ok, by the same figures', async () => {
        const { account, quota } = subject;
        expect(told(await found(subject)).map((line) => line.replace(until, 'until a day'))).toEqual([
          'headroom, pay: ok, 600 (200 each of 3) + 0 (0 each of 3) = 600 (100 each of 6), at most 720 ((3 + 3 raised) healthy members × 150, 20 % free)',
          `quotas, ${quota}, ${away} of ${account}: ok, 6 + 6 = 12, at most 12`,
          'replication, behind: ok, 400 ms, at most 2 s',
          `dns, ${name}: ok, 1 min TTL, at most 5 min`,
          `health-checks, ${name} (home): ok, moved by the drill alone, led by the drill alone`,
          `health-checks, ${name} (away): ok, healthy, healthy`,
          `certificates-and-secrets, certificate ${name}, ${away}: ok, until a day, valid until a day`,
          `certificates-and-secrets, secret pay/db, ${away}: ok, present, present`,
          `certificates-and-secrets, secret pay/key, ${away}: ok, present, present`,
        ]);
      });

      test('what is there in one Region is in no other, and what is nowhere is not known', async () => {
        const { standby } = subject.ports;
        expect(await standby.certificates({ region: home })).toEqual([]);
        expect(await standby.secrets(['pay/db'], { region: home })).toEqual([{ state: 'absent' }]);
        const where = { account: subject.account, region: away };
        const unknown = { notKnown: expect.any(String) };
        expect(await standby.records(['nobody.example.org'])).toEqual([unknown]);
        expect(await standby.arriving([{ type: 'ec2:autoscaling-group', name: 'nobody', where }])).toEqual([unknown]);
        const nobody = `arn:aws:autoscaling:${away}:${subject.account}:autoScalingGroup:1:autoScalingGroupName/nobody`;
        expect(await standby.quotas([{ group: nobody, by: 1 }])).toEqual([unknown]);
      });
    });

    test('of one that cannot, the same fail', async () => {
      const subject = await make(ill);
      const { account, quota } = subject;
      expect(told(await found(subject)).filter((line) => !line.startsWith('health-checks'))).toEqual([
        'headroom, pay: fails, 1,200 (400 each of 3) + 0 (0 each of 3) = 1,200 (200 each of 6), at most 720 ((3 + 3 raised) healthy members × 150, 20 % free)',
        `quotas, ${quota}, ${away} of ${account}: fails, 6 + 6 = 12, at most 11`,
        'replication, behind: fails, 5 s, at most 2 s',
        `dns, ${name}: fails, 10 min TTL, at most 5 min`,
        expect.stringMatching(`certificate ${name}, ${away}: fails, none`),
        `certificates-and-secrets, secret pay/db, ${away}: ok, present, present`,
        `certificates-and-secrets, secret pay/key, ${away}: fails, absent, present`,
      ]);
    });
  });
}
