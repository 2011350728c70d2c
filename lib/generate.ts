/**
 * The synthesized state machines, kept in the repository so that no local run pays for CDK.
 * Task resources are placeholders such as `${Admit}`. `npm run generate` writes them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type IChainable, StateGraph } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { configurationSchema, configurationSchemaFile } from './configuration/json-schema.ts';
import { writtenDocuments } from './documents/compose.ts';
import { experiment, experimentSteps } from './workflow/experiment.ts';
import { experimentTimeout, recoveryTimeout } from './workflow/limits.ts';
import { recovery, recoverySteps } from './workflow/recovery.ts';

const arnPrefix = 'arn:aws:lambda:eu-central-1:111122223333:function:';

/** File name below `lib/workflow/definitions` to its content. */
export function synthesizeDefinitions(): Readonly<Record<string, string>> {
  return {
    'experiment.asl.json': synthesize('Experiment', experimentTimeout, (scope) =>
      experiment(scope, functionsNamed(scope, experimentSteps)),
    ),
    'recovery.asl.json': synthesize('Recovery', recoveryTimeout, (scope) =>
      recovery(scope, functionsNamed(scope, recoverySteps)),
    ),
  };
}

/** The Systems Manager documents that hosts are broken by. @param root the repository. Answers the paths written, relative to it. */
export function writeDocuments(root: string): readonly string[] {
  const folder = join('templates', 'ssm');
  return Object.entries(writtenDocuments(root)).map(([name, content]) => {
    writeFileSync(join(root, folder, name), content);
    return join(folder, name);
  });
}

/** The schema of configurations. @param root the repository. Answers the path written, relative to it. */
export function writeConfigurationSchema(root: string): string {
  writeFileSync(join(root, configurationSchemaFile), `${JSON.stringify(configurationSchema(), null, 2)}\n`);
  return configurationSchemaFile;
}

/** @param root the repository. Answers the paths written, relative to it. */
export function writeDefinitions(root: string): readonly string[] {
  const folder = join('lib', 'workflow', 'definitions');
  mkdirSync(join(root, folder), { recursive: true });
  return Object.entries(synthesizeDefinitions()).map(([name, content]) => {
    writeFileSync(join(root, folder, name), content);
    return join(folder, name);
  });
}

function synthesize(name: string, timeoutSeconds: number, machine: (scope: Construct) => IChainable): string {
  const stack = new Stack(new App(), name);
  const graph = new StateGraph(machine(stack).startState, name);
  graph.timeout = Duration.seconds(timeoutSeconds);
  const text = JSON.stringify(stack.resolve(graph.toGraphJson()), null, 2);
  return `${text.replaceAll(new RegExp(`"${arnPrefix}(\\w+)"`, 'g'), '"${$1}"')}\n`;
}

function functionsNamed<Name extends string>(scope: Construct, names: readonly Name[]) {
  const imported = names.map((name) => [
    name,
    LambdaFunction.fromFunctionArn(scope, `${name}Function`, `${arnPrefix}${name}`),
  ]);
  return Object.fromEntries(imported) as Record<Name, ReturnType<typeof LambdaFunction.fromFunctionArn>>;
}
