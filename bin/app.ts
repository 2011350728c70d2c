/** What `cdk deploy` and `npm run synth` place: the configuration read, the functions bundled, the stacks. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { App } from 'aws-cdk-lib';
import { deployedExperiments } from '../lib/configuration/deployed.ts';
import { deployedMonkeys } from '../lib/configuration/monkeys.ts';
import { InvalidConfiguration, requireConfiguration } from '../lib/configuration/read.ts';
import { bundleFunctions } from '../lib/constructs/bundle.ts';
import { placeStacks } from '../lib/platform.ts';

const root = join(import.meta.dirname, '..');
const own = 'squall.config.yaml';
const templates = join(root, 'templates/configuration');
/** Told where to by the CDK's own command line, which is about to deploy. */
const outdir = process.env.CDK_OUTDIR;

/**
 * `cdk deploy -c config=<file>` and `npm run synth -- --config <file>`; otherwise the file here. Without any
 * there is something to look at, and nothing to deploy.
 * @throws InvalidConfiguration
 */
function configurationFile(app: App): string {
  const flag = process.argv.indexOf('--config');
  const named = app.node.tryGetContext('config') ?? (flag < 0 ? undefined : process.argv[flag + 1]);
  if (typeof named === 'string') return named;
  if (existsSync(own)) return own;
  const begin = `copy ${relative('', join(templates, own))} to begin, or name yours with -c config=<file>`;
  if (outdir !== undefined) throw new InvalidConfiguration(`No ${own} here: ${begin}`);
  console.error(`No ${own} here, so that all there is is synthesized: ${begin}`);
  return join(templates, 'everything.config.yaml');
}

try {
  const app = new App({
    outdir: outdir ?? 'cdk.out',
    // Four fifths of a synthesis, and only warnings: cfn-lint holds the same templates in the conformance suite.
    builtinCloudFormationValidation: false,
  });
  const configuration = requireConfiguration(configurationFile(app));
  const definitions = deployedExperiments(configuration);
  const taken = definitions.map(({ experiment }) => experiment.metadata.name);
  const monkeys = deployedMonkeys(configuration, taken);
  const bundles = await bundleFunctions(root, join(root, 'dist/functions'));
  placeStacks(app, { configuration, definitions, bundles, monkeys });
  const { stacks, directory } = app.synth();
  console.error(
    `${stacks.length} stacks with ${definitions.length} experiments in ${relative('', directory)}: ${stacks.map(({ stackName }) => stackName).join(', ')}`,
  );
} catch (error) {
  if (!(error instanceof InvalidConfiguration)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
