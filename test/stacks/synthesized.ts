/** The deployment synthesized once for a test file, with handlers that do nothing instead of the bundles. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { deployedExperiments } from '../../lib/configuration/deployed.ts';
import { deployedMonkeys } from '../../lib/configuration/monkeys.ts';
import { requireConfiguration } from '../../lib/configuration/read.ts';
import type { Configuration } from '../../lib/configuration/schema.ts';
import { placeStacks } from '../../lib/platform.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties are looked into, not typed
  readonly Properties: any;
  readonly [other: string]: unknown;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export const everything: Partial<Configuration> = {
  profile: 'run',
  sampleFleet: true,
  lambdaFaults: 'arn:aws:s3:::squall-faults/FisConfigs/',
  faultLogs: { logGroup: 'own', folder: 'arn:aws:s3:::squall-logs/fis/' },
  doctorMonkey: { practices: [{ tags: { Service: 'web' }, alarms: ['shop-checkout-5xx'] }] },
  conformity: {
    cron: '0 6 ? * MON-FRI *',
    timeZone: 'Europe/Berlin',
    suppressions: [{ rule: 'backups', resource: 'carts', reason: 'made anew each night', until: '2027-01-31' }],
  },
  monkeys: [{ file: 'test/fixtures/monkeys/several-accounts.yaml', seed: 7 }],
  targetAccounts: [
    { account: '444455556666', startExternalId: 'start-start-start-1', stopExternalId: 'stop-stop-stop-stop' },
  ],
};

function stubs() {
  const folder = temporaryFolder('bundles');
  for (const file of ['shared/steps/admit.mjs', 'stopper/stop.mjs']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), 'export const handler = () => {};');
  }
  return { shared: join(folder, 'shared'), stopper: join(folder, 'stopper'), sizes: {} };
}

/** @param schedule given to every experiment, since none of the templates has one. */
export function placed(changes: Partial<Configuration> = {}, schedule?: object): App {
  const app = new App({ outdir: temporaryFolder('synth'), builtinCloudFormationValidation: false });
  const configuration = { ...requireConfiguration('templates/configuration/squall.config.yaml'), ...changes };
  const definitions = deployedExperiments(configuration).map((each) =>
    schedule ? { ...each, experiment: { ...each.experiment, schedule } } : each,
  );
  const monkeys = deployedMonkeys(configuration);
  placeStacks(app, { configuration, definitions, bundles: stubs(), monkeys });
  return app;
}

const done = new Map<string, Readonly<Record<string, Template>>>();

/** By subject, once for each deployment: history, experiments, … */
export function synthesized(
  changes: Partial<Configuration> = {},
  schedule?: object,
): Readonly<Record<string, Template>> {
  const key = JSON.stringify([changes, schedule]);
  const known = done.get(key);
  if (known) return known;
  const assembly = placed(changes, schedule).synth();
  const templates = Object.fromEntries(
    assembly.stacks.map((stack) => [stack.stackName.replace(/^squall-staging-/, ''), stack.template as Template]),
  );
  done.set(key, templates);
  return templates;
}

export const resourcesOf = (template: Template, type: string): readonly Resource[] =>
  Object.values(template.Resources).filter((resource) => resource.Type === type);
