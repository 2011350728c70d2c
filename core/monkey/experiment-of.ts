/** A kill as an ordinary experiment: the same definition for every kill of a group, told apart by its parameters. */
import type { ParameterValue } from '../experiment/references.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step, Target } from '../experiment/schema/steps.ts';
import { sha256Hex } from '../plan/hash.ts';
import type { Instant } from '../ports/clock.ts';
import { optInTag } from '../targets/opt-in-tag.ts';
import type { PlannedKill } from './day-plan.ts';
import type { GroupName } from './group.ts';
import { probesOf } from './probes-of.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/** What starts the run of a kill. */
export interface KillRun {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
}

/** Tags of the experiment's metadata: whose kill it is. */
export const killTags = { monkey: 'squall:monkey', hash: 'squall:monkey-hash', group: 'squall:monkey-group' } as const;

export const victimTarget = 'victim';

/** Valid by `validateExperiment` for every definition that `validateMonkey` accepts. */
export const experimentOf = (definition: MonkeyDefinition, kill: PlannedKill): KillRun => ({
  runId: kill.runId,
  experiment: experimentFor(definition, kill.group, kill),
  parameters: {
    date: kill.date,
    minute: minuteText(kill.at),
    planSeed: kill.planSeed,
    drawn: kill.odds.draws.chance,
    below: kill.odds.below,
    drawnMinute: kill.odds.draws.minute,
    minutes: kill.odds.minutes,
    ...(kill.zone !== undefined && { zone: kill.zone }),
    ...(kill.percent !== undefined && { percent: kill.percent }),
    ...(kill.leave !== undefined && { leave: kill.leave }),
  },
  seed: kill.seed,
});

type Where = Pick<PlannedKill, 'monkeyHash' | 'region' | 'zone'>;

/** @param where of the kill: its zone is a parameter, so that it does not matter which. */
export function experimentFor(definition: MonkeyDefinition, group: GroupName, where: Where): Experiment {
  const { metadata, environment, world, heal, guardrails, report } = definition;
  const { stopAlarms, unsafe, stopWhen, windows, holidays, blackouts } = guardrails;
  const { what, step } = actionOn(group);
  // Only of these does a run know the whole group.
  const counted = group.by === 'auto-scaling-group' || group.by === 'ecs-service';
  return {
    apiVersion: 'squall/v1',
    kind: 'Experiment',
    metadata: {
      name: experimentName(metadata.name, group.id, group.name),
      title: `${metadata.title}: ${what} of ${group.name}`.slice(0, 1000),
      owner: group.owner ?? metadata.owner,
      service: group.service ?? metadata.service,
      ...(metadata.description !== undefined && { description: metadata.description }),
      tags: {
        ...metadata.tags,
        [killTags.monkey]: metadata.name,
        [killTags.hash]: where.monkeyHash,
        [killTags.group]: group.id,
      },
    },
    parameters: {
      date: { type: 'string', title: 'the workday that it was planned for' },
      minute: { type: 'string', title: 'when it was planned to begin' },
      planSeed: { type: 'number', title: 'the seed of that day’s plan' },
      drawn: { type: 'number', title: 'the number that decided whether the group is hit' },
      below: { type: 'number', title: 'it is hit when that number is below' },
      drawnMinute: { type: 'number', title: 'the number that decided when' },
      minutes: { type: 'number', title: 'how many minutes it was drawn from' },
      ...(counted && { leave: { type: 'number' as const, min: 0, title: 'healthy members that must be left' } }),
      ...(where.zone !== undefined && { zone: { type: 'zone' as const, title: 'the zone whose turn it is' } }),
      ...(group.by === 'eks-nodegroup' && {
        percent: { type: 'number' as const, min: 1, max: 100, title: 'one node, as a percentage of the group' },
      }),
    },
    environment,
    ...(world !== undefined && { world }),
    hypothesis: {
      if: `${what} of ${group.name} is lost`,
      // biome-ignore lint/suspicious/noThenProperty: the field's own word, and a plain object is never awaited
      then: `nobody notices, and ${group.name} is whole again within ${heal.within}`,
      probes: [...probesOf(definition)],
      recovery: {
        within: heal.within,
        hold: heal.hold ?? 'PT2M',
        // EKS does not say how many nodes of a group are healthy.
        ...(group.by !== 'eks-nodegroup' && { groups: heal.within }),
      },
    },
    guardrails: {
      ...(stopAlarms && { stopAlarms }),
      ...(unsafe && { unsafe }),
      ...(stopWhen && { stopWhen }),
      windows,
      ...(holidays && { holidays }),
      ...(blackouts && { blackouts }),
    },
    blastRadius: {
      preset: 'single',
      maxPerGroup: 1,
      ...(counted && { minHealthyPerGroup: '${parameters.leave}' }),
    },
    targets: { [victimTarget]: targetOf(group, where) },
    steps: [
      { ...step, undo: { irreversible: `it is gone for good; ${group.name} makes another within ${heal.within}` } },
    ],
    maxDuration: 'PT1H',
    ...(report && { report }),
  };
}

/** `2026-11-23T10:17Z` */
export const minuteText = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

/** At most 57 characters: locks, schedules and executions are named after it. */
export function experimentName(monkey: string, groupId: string, groupName: string): string {
  const plain = groupName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 24);
  const parts = [monkey.slice(0, 24), plain, sha256Hex(groupId).slice(0, 7)];
  return parts
    .map((part) => part.replace(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
}

/** One a day and group: recovery's executions add `-r<attempt>` to it, and have 80 characters. */
export const killRunId = (monkey: string, group: Pick<GroupName, 'id' | 'name'>, date: string): string =>
  runIdOn(experimentName(monkey, group.id, group.name), date);

/** Of the experiment's one run for a date. */
export const runIdOn = (experiment: string, date: string): string => `${experiment}-${date.replaceAll('-', '')}`;

function actionOn({ by, type }: GroupName): { readonly what: string; readonly step: Step } {
  if (by === 'eks-nodegroup')
    return {
      what: 'one node',
      step: {
        id: 'kill',
        action: 'aws:eks:terminate-nodegroup-instances',
        targets: { Nodegroups: victimTarget },
        with: { instanceTerminationPercentage: '${parameters.percent}' },
      },
    };
  if (type === 'ecs:task')
    return { what: 'one task', step: { id: 'kill', action: 'aws:ecs:stop-task', targets: { Tasks: victimTarget } } };
  return {
    what: 'one instance',
    step: { id: 'kill', action: 'aws:ec2:terminate-instances', targets: { Instances: victimTarget } },
  };
}

function targetOf({ by, type, tags, account, cluster, name, resource }: GroupName, { region, zone }: Where): Target {
  if (by === 'eks-nodegroup') return { type: 'eks:nodegroup', where: { ids: [resource ?? name], account } };
  return {
    type,
    where: {
      tags: { ...tags, [optInTag]: 'true' },
      account,
      region,
      ...(by === 'ecs-service' && { parameters: { ...(cluster !== undefined && { cluster }), service: name } }),
      ...(zone !== undefined && { zone: '${parameters.zone}' }),
    },
    select: { count: 1 },
  };
}
