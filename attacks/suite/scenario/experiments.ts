/** Experiments of two waves and more, of every kind of undo and of scope, that get in each other's way. */
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../core/experiment/validate.ts';
import { definitionHash } from '../../../core/plan/definition-hash.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import { lostHosts, lostStandby, stopAlarm } from './world.ts';

interface Step {
  readonly id: string;
  readonly action?: string;
  readonly targets?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly undo?: unknown;
  readonly after?: readonly string[];
  readonly stands?: true;
  readonly moves?: true;
  readonly await?: object;
}

interface Shape {
  readonly name: string;
  readonly owner?: string;
  readonly targets: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  readonly blastRadius?: object;
  readonly guardrails?: object;
  readonly drill?: object;
  /** With a heartbeat from the Region of the fleet to the other one. */
  readonly beats?: true;
}

const heartbeat = {
  id: 'writes',
  heartbeat: { table: 'carts', key: 'id', home: 'eu-central-1', away: 'eu-west-1' },
  when: ['before', 'during'],
};

const instances = (service: string, zone: string, count: number) => ({
  type: 'ec2:instance',
  where: { tags: { Service: service }, zone },
  select: { count },
});

/** Missing duration: they stay stopped until we start them. */
const stop = (id: string, target: string, duration?: string, after?: readonly string[]): Step => ({
  id,
  action: 'aws:ec2:stop-instances',
  targets: { Instances: target },
  ...(duration !== undefined && { with: { startInstancesAfterDuration: duration } }),
  ...(after && { after }),
});

const stress = (id: string, target: string): Step => ({
  id,
  action: 'aws:ssm:send-command',
  targets: { Instances: target },
  with: {
    documentArn: 'arn:aws:ssm:eu-central-1::document/AWSFIS-Run-CPU-Stress',
    documentParameters: '{"LoadPercent":"80"}',
    duration: 'PT1M',
  },
});

const wait = (id: string, duration: string): Step => ({ id, action: 'aws:fis:wait', with: { duration } });

const shapes: readonly Shape[] = [
  {
    name: 'one-after-another',
    targets: { first: instances('web', 'euc1-az1', 1), second: instances('web', 'euc1-az2', 1) },
    steps: [stop('first', 'first', 'PT2M'), stop('second', 'second', 'PT2M')],
  },
  {
    name: 'until-we-undo',
    beats: true,
    targets: { first: instances('web', 'euc1-az1', 1), second: instances('web', 'euc1-az3', 1) },
    steps: [stop('first', 'first'), wait('between', 'PT1M'), stop('second', 'second'), wait('last', 'PT1M')],
  },
  {
    name: 'side-by-side',
    owner: 'payments',
    targets: { first: instances('web', 'euc1-az1', 1), second: instances('web', 'euc1-az2', 1) },
    steps: [stop('first', 'first', 'PT1M'), stop('second', 'second', 'PT3M', []), wait('still', 'PT1M')],
  },
  {
    name: 'a-zone-without-network',
    targets: { subnets: { type: 'ec2:subnet', where: { zone: 'euc1-az3' }, select: { all: true } } },
    blastRadius: { scope: 'zone', maxPercent: 100, minHealthyPerZone: 1 },
    steps: [
      {
        id: 'cut',
        action: 'aws:network:disrupt-connectivity',
        targets: { Subnets: 'subnets' },
        with: { duration: 'PT2M', scope: 'all' },
      },
      wait('settle', 'PT1M'),
    ],
  },
  {
    name: 'workers-terminated',
    owner: 'batch',
    targets: { first: instances('workers', 'euc1-az1', 1), second: instances('workers', 'euc1-az2', 1) },
    steps: [
      {
        id: 'first',
        action: 'aws:ec2:terminate-instances',
        targets: { Instances: 'first' },
        undo: { irreversible: 'the group replaces them' },
      },
      {
        id: 'second',
        action: 'aws:ec2:terminate-instances',
        targets: { Instances: 'second' },
        undo: { irreversible: 'the group replaces them' },
      },
    ],
  },
  {
    name: 'approved-first',
    owner: 'payments',
    targets: { first: instances('web', 'euc1-az2', 1), second: instances('web', 'euc1-az1', 1) },
    guardrails: { approval: { count: 1, in: ['staging'] } },
    steps: [stop('first', 'first', 'PT1M'), stop('second', 'second', 'PT1M')],
  },
  {
    name: 'in-office-hours',
    targets: { first: instances('web', 'euc1-az2', 2), second: instances('web', 'euc1-az3', 1) },
    guardrails: {
      windows: [
        { days: 'MON-FRI', from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' },
        { days: 'SAT,SUN', from: '01:30', to: '02:45', timeZone: 'Europe/Berlin' },
        { days: 'MON-FRI', from: '09:00', to: '11:00', timeZone: 'America/New_York' },
        { days: 'WED-FRI', from: '23:00', to: '02:00', timeZone: 'Etc/UTC' },
      ],
      blackouts: [{ name: 'leap-day-freeze', from: '2028-02-28', to: '2028-02-29' }],
      minimumGap: 'PT1H',
    },
    steps: [stop('first', 'first', 'PT2M'), stop('second', 'second')],
  },
  {
    name: 'by-our-own-means',
    owner: 'payments',
    targets: { first: instances('web', 'euc1-az1', 1), second: instances('web', 'euc1-az2', 1) },
    steps: [
      { id: 'first', action: 'squall:elb:detach-targets', targets: { Instances: 'first' }, with: { duration: 'PT2M' } },
      {
        id: 'second',
        action: 'squall:host:process-pause',
        targets: { Instances: 'second' },
        with: { process: 'nginx', duration: 'PT1M' },
        after: [],
      },
      wait('settle', 'PT1M'),
    ],
  },
  {
    // Lost, noticed, decided upon, left and held; home once nothing of it is left and the shop answers.
    name: 'a-zone-left',
    targets: {
      subnets: { type: 'ec2:subnet', where: { zone: 'euc1-az2' }, select: { all: true } },
      web: { type: 'ec2:instance', where: { tags: { Service: 'web' }, zone: 'euc1-az2' }, select: { all: true } },
    },
    blastRadius: { scope: 'zone', maxPercent: 100, minHealthyPerZone: 1 },
    steps: [
      {
        id: 'cut',
        action: 'aws:network:disrupt-connectivity',
        targets: { Subnets: 'subnets' },
        with: { scope: 'all' },
        stands: true,
      },
      { id: 'detect', await: { alarms: [lostHosts], within: 'PT3M' } },
      { id: 'decide', await: { approvals: 1, within: 'PT1M', otherwise: 'go-on' } },
      {
        id: 'away',
        action: 'squall:elb:detach-targets',
        targets: { Instances: 'web' },
        stands: true,
        moves: true,
      },
      { id: 'hold', await: { time: 'PT1M' } },
    ],
    drill: {
      evacuate: { zone: 'euc1-az2' },
      level: 'traffic',
      hold: 'PT1M',
      failback: { within: 'PT3M', ready: { alarms: [stopAlarm] } },
      objectives: { recover: 'PT5M' },
    },
  },
  {
    // The whole Region is lost, and the name of the shop is led to the standby in another.
    name: 'a-region-left',
    beats: true,
    targets: {
      subnets: { type: 'ec2:subnet', where: { region: 'eu-central-1' }, select: { all: true } },
      here: { type: 'route53:record-set', where: { names: ['shop.example/home'] } },
      there: { type: 'route53:record-set', where: { names: ['shop.example/standby'] } },
    },
    blastRadius: { scope: 'region', maxPercent: 100 },
    guardrails: { stopAlarms: [lostStandby] },
    steps: [
      {
        id: 'cut',
        action: 'aws:network:disrupt-connectivity',
        targets: { Subnets: 'subnets' },
        with: { scope: 'all' },
        stands: true,
      },
      { id: 'detect', await: { alarms: [lostHosts], within: 'PT3M' } },
      {
        id: 'away',
        action: 'squall:route53:shift-weights',
        targets: { RecordSets: 'here', Others: 'there' },
        stands: true,
        moves: true,
      },
      { id: 'hold', await: { time: 'PT1M' } },
    ],
    drill: {
      evacuate: { region: 'eu-central-1' },
      into: ['eu-west-1'],
      level: 'traffic',
      detect: { alarms: [lostHosts], within: 'PT3M' },
      hold: 'PT1M',
      failback: { within: 'PT4M', ready: { alarms: [lostHosts] } },
      objectives: { recover: 'PT5M' },
    },
  },
  {
    name: 'hot-workers',
    owner: 'batch',
    targets: { first: instances('workers', 'euc1-az1', 2), second: instances('workers', 'euc1-az2', 1) },
    steps: [stress('first', 'first'), stress('second', 'second'), stress('third', 'first')],
  },
];

const experimentOf = (shape: Shape): Experiment => {
  const { name, owner = 'checkout-sre', targets, steps, blastRadius, guardrails, drill, beats } = shape;
  const valid = validateExperiment({
    apiVersion: 'squall/v1',
    kind: 'Experiment',
    metadata: { name, title: name, owner, service: 'checkout' },
    environment: 'staging',
    hypothesis: {
      if: 'this happens',
      // biome-ignore lint/suspicious/noThenProperty: the format's own word
      then: 'nobody notices',
      probes: [
        {
          id: 'answers',
          http: { url: 'https://shop.example/' },
          expect: { status: 200 },
          when: ['before', 'during', 'after'],
          minSamples: 1,
        },
        ...(beats ? [heartbeat] : []),
      ],
      recovery: { within: 'PT3M', hold: 'PT10S' },
    },
    guardrails: { stopAlarms: [stopAlarm], ...guardrails },
    blastRadius: blastRadius ?? { maxTargets: 3, maxPercent: 40, minHealthyPerZone: 1 },
    targets,
    steps,
    ...(drill && { drill }),
    maxDuration: 'PT15M',
  });
  if (!valid.ok) throw new Error(`${name}: ${valid.problems.map(({ message }) => message).join('; ')}`);
  return valid.experiment;
};

export const definitions: readonly StoredDefinition[] = shapes.map((shape) => {
  const experiment = experimentOf(shape);
  return { hash: definitionHash(experiment), experiment };
});
