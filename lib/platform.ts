/** The whole deployment, stack by stack, by what outlives what. */
import type { App } from 'aws-cdk-lib';
import { roleExperimentOf } from '../core/monkey/role-of.ts';
import type { StoredDefinition } from '../core/ports/definitions.ts';
import type { DeployedMonkey } from './configuration/monkeys.ts';
import { names } from './configuration/names.ts';
import type { Configuration } from './configuration/schema.ts';
import type { Bundles } from './constructs/bundle.ts';
import { Conformity } from './stacks/conformity.ts';
import { DoctorMonkey } from './stacks/doctor-monkey.ts';
import { Experiments } from './stacks/experiments.ts';
import { History } from './stacks/history.ts';
import { Monkeys } from './stacks/monkeys.ts';
import { Observability } from './stacks/observability.ts';
import { SampleFleet } from './stacks/sample-fleet.ts';
import { Schedules } from './stacks/schedules.ts';
import { TargetAccount } from './stacks/target-account.ts';
import { TargetRegion } from './stacks/target-region.ts';

export interface PlatformProps {
  readonly configuration: Configuration;
  readonly definitions: readonly StoredDefinition[];
  readonly bundles: Bundles;
  /** Default: none. */
  readonly monkeys?: readonly DeployedMonkey[];
}

export function placeStacks(app: App, { configuration, definitions, bundles, monkeys = [] }: PlatformProps): void {
  const { stage, account, region, regions, targetAccounts, sampleFleet } = configuration;
  const at = (subject: string, inAccount = account, inRegion = region) => ({
    env: { account: inAccount, region: inRegion },
    stackName: names.stack(stage, subject),
    tags: { 'squall:stage': stage },
  });

  // What FIS acts as: a role for each experiment, and one for all kills of a monkey.
  const acting = [
    ...definitions.map(({ experiment }) => experiment),
    ...monkeys.map(({ monkey }) => roleExperimentOf(monkey)),
  ];

  const history = new History(app, 'History', { ...at('history'), stage });
  const experiments = new Experiments(app, 'Experiments', {
    ...at('experiments'),
    configuration,
    definitions,
    acting,
    bundles,
  });
  // By name, not by export: the stack that must stay can be told apart from the one that changes.
  experiments.addStackDependency(history);
  new Schedules(app, 'Schedules', { ...at('schedules'), stage, definitions, experiments });
  new Observability(app, 'Observability', { ...at('observability'), stage, experiments });
  if (monkeys.length > 0)
    new Monkeys(app, 'Monkeys', { ...at('monkeys'), configuration, monkeys, bundles, experiments });
  const { conformity, doctorMonkey } = configuration;
  if (conformity)
    new Conformity(app, 'Conformity', {
      ...at('conformity'),
      configuration,
      settings: conformity,
      bundles,
      experiments,
    });
  if (doctorMonkey)
    new DoctorMonkey(app, 'DoctorMonkey', {
      ...at('doctor-monkey'),
      configuration,
      settings: doctorMonkey,
      bundles,
      experiments,
    });

  for (const target of targetAccounts)
    new TargetAccount(app, `TargetAccount${target.account}`, {
      ...at('target-account', target.account),
      configuration,
      experiments: acting,
      target,
    });
  for (const there of [account, ...targetAccounts.map((target) => target.account)])
    for (const other of regions)
      new TargetRegion(app, `TargetRegion${there}${other}`, {
        ...at('target-region', there, other),
        configuration,
        region: other,
      });
  if (sampleFleet) new SampleFleet(app, 'SampleFleet', { ...at('sample-fleet'), stage });
}
