/** An experiment as a template of FIS, with what FIS has no place for. Pure. */
import type { CreateExperimentTemplateCommandInput } from '@aws-sdk/client-fis';
import { arn } from '../../../../adapters/aws/arns.ts';
import { documentOf } from '../../../../adapters/aws/fis-document.ts';
import { logsOf } from '../../../../adapters/aws/fis-logs.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { accountsAsked } from '../../../../core/targets/accounts.ts';
import type { Path } from '../../../../core/validation/problem.ts';
import { accounted } from '../../accounting.ts';
import { changed, type Item, kept, lost } from '../../importer.ts';
import { writeActions } from './actions.ts';
import { type Destination, roleArn } from './place.ts';
import { roleNameOf } from './role-names.ts';
import { writeTarget } from './target.ts';

export interface WrittenTemplate {
  readonly document: CreateExperimentTemplateCommandInput;
  /** That it reaches into where they are several, its own among them where it has targets; empty for most. */
  readonly accounts: readonly string[];
  /** Of the experiment: every part of it is covered by one. */
  readonly items: readonly Item[];
}

/** @param experiment valid, its parameters resolved */
export function writeTemplate(experiment: Experiment, to: Destination): WrittenTemplate {
  const { metadata, guardrails } = experiment;
  const made = writeActions(experiment, to);
  const used = new Set(Object.values(made.actions).flatMap(({ targets }) => Object.values(targets)));
  const targets = Object.entries(experiment.targets)
    .filter(([name]) => used.has(name))
    .map(([name, target]) => [name, writeTarget(name, target, to)] as const);
  const asked = [...new Set(Object.values(experiment.targets).flatMap(({ where }) => accountsAsked(where)))];
  const accounts = asked.length > 1 ? [...new Set(asked.map((account) => account ?? to.account))].sort() : [];
  const document = documentOf(
    {
      description: metadata.title,
      accounts: accounts.length > 0 ? 'multi-account' : 'single-account',
      targets: Object.fromEntries(targets.map(([name, { target }]) => [name, target])),
      actions: made.actions,
      stopAlarms: (guardrails.stopAlarms ?? []).map((name) =>
        name.startsWith('arn:') ? name : arn('cloudwatch', to, `alarm:${name}`),
      ),
    },
    {
      roleArn: roleArn(to, roleNameOf(metadata.name)),
      tags: metadata.tags ?? {},
      ...(to.faultLogs && { logs: logsOf(to.faultLogs, to) }),
    },
  );
  const items = [
    ...ofTheWhole(experiment),
    ...made.items,
    ...targets.flatMap(([, each]) => each.items),
    ...Object.entries(experiment.targets).flatMap(([name, { where }]) =>
      where.account === undefined ? [] : [ofAccount(name, where.account, accounts)],
    ),
    ...Object.keys(experiment.targets)
      .filter((name) => !used.has(name))
      .map((name) => lost(['targets', name], 'no action of the template hits it')),
  ];
  return { document, accounts, items: accounted(experiment, items, 'FIS has no place for it') };
}

const ofAccount = (name: string, account: string, several: readonly string[]): Item =>
  changed(
    ['targets', name, 'where', 'account'],
    several.length > 0
      ? 'FIS looks for every target in every account of the template'
      : `the template belongs into account ${account}`,
  );

/** Parts of a file that FIS has no place for, and what becomes of them. */
const without: readonly (readonly [Path, (path: Path) => Item])[] = [
  [['metadata', 'owner'], (path) => changed(path, 'in the README')],
  [['metadata', 'service'], (path) => changed(path, 'in the README')],
  [['metadata', 'description'], (path) => changed(path, 'in the README')],
  [['environment'], (path) => changed(path, 'in the README: create the template in that environment')],
  [['world'], (path) => lost(path, 'FIS rehearses nothing')],
  [['hypothesis'], (path) => lost(path, 'FIS measures no steady state: the README says what was believed')],
  [['guardrails', 'stopWhen'], (path) => lost(path, 'FIS stops on alarms only: make an alarm of it')],
  [['guardrails', 'windows'], (path) => lost(path, 'FIS starts whenever it is asked')],
  [['guardrails', 'holidays'], (path) => lost(path, 'FIS starts whenever it is asked')],
  [['guardrails', 'blackouts'], (path) => lost(path, 'FIS starts whenever it is asked')],
  [['guardrails', 'minimumGap'], (path) => lost(path, 'FIS starts whenever it is asked')],
  [['guardrails', 'approval'], (path) => lost(path, 'FIS asks nobody but IAM')],
  [['blastRadius'], (path) => lost(path, 'FIS has no cap: select says how many it hits')],
  [['drill'], (path) => lost(path, 'FIS times nothing, and brings nobody home: what is left of a drill is its loss')],
  [['control'], (path) => lost(path, 'FIS compares with nothing')],
  [['rollout'], (path) => lost(path, 'FIS remembers no stages')],
  [['schedule'], (path) => lost(path, 'a schedule of EventBridge Scheduler starts templates')],
  [['maxDuration'], (path) => lost(path, 'FIS ends when the last action has')],
  [['report'], (path) => lost(path, 'FIS has a report of its own, to be set in its console')],
];

function ofTheWhole({ guardrails, ...experiment }: Experiment): readonly Item[] {
  const whole: Readonly<Record<string, unknown>> = { ...experiment, guardrails };
  const there = (path: Path) =>
    path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], whole) !==
    undefined;
  return [
    kept(['apiVersion']),
    kept(['kind']),
    kept(['metadata', 'name']),
    kept(['metadata', 'title']),
    ...(there(['metadata', 'tags']) ? [kept(['metadata', 'tags'])] : []),
    ...(guardrails.stopAlarms ? [kept(['guardrails', 'stopAlarms'])] : []),
    ...(guardrails.unsafe?.noStopCondition !== undefined
      ? [changed(['guardrails', 'unsafe', 'noStopCondition'], 'the stop condition none; the reason is in the README')]
      : []),
    ...without.filter(([path]) => there(path)).map(([path, item]) => item(path)),
  ];
}
