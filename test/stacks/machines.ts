import { existsSync, readFileSync } from 'node:fs';
import aslValidator from 'asl-validator';
import { expect, test } from 'vitest';
import { experimentSteps, recoverySteps } from '../../core/lifecycle/steps.ts';
import { flat } from './flat.ts';
import { resourcesOf, synthesized } from './synthesized.ts';

const template = synthesized().experiments!;
const functions = resourcesOf(template, 'AWS::Lambda::Function');

const definition = (machine: string): string => {
  const [found] = resourcesOf(template, 'AWS::StepFunctions::StateMachine').filter(
    ({ Properties }) => Properties.StateMachineName === `squall-staging-${machine}`,
  );
  return flat(found?.Properties.DefinitionString, template);
};

const kebab = (name: string) => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

test.each([
  ['experiment', experimentSteps],
  ['recovery', recoverySteps],
])('%s is deployed as it is kept and rehearsed, over functions that exist', (machine, steps) => {
  const kept = JSON.parse(readFileSync(`lib/workflow/definitions/${machine}.asl.json`, 'utf8'));
  const deployed = JSON.parse(definition(machine));
  for (const step of steps) {
    const functionName = `squall-staging-${kebab(step)}`;
    const lambda = functions.find(({ Properties }) => Properties.FunctionName === functionName);
    expect(deployed.States[step].Resource).toBe(`arn:aws:lambda:eu-central-1:111122223333:function:${functionName}`);
    expect(lambda?.Properties.Handler).toBe(`steps/${kebab(step)}.handler`);
    expect(existsSync(`lambdas/steps/${kebab(step)}.ts`)).toBe(true);
    deployed.States[step].Resource = `\${${step}}`;
  }
  expect(deployed).toEqual(kept);
});

test.each(['experiment', 'recovery'])('%s is valid States Language', (machine) => {
  const { isValid, errorsText } = aslValidator(JSON.parse(definition(machine)), { checkArn: true, checkPaths: true });
  expect(isValid, errorsText()).toBe(true);
});

test('a task waits longer than its function runs', () => {
  const longest = Math.max(...functions.map(({ Properties }) => Properties.Timeout ?? 0).filter((each) => each <= 60));
  const waits = JSON.stringify(JSON.parse(definition('experiment'))).match(
    /(?<="TimeoutSeconds":)\d+(?=,"Resource"|[,}])/g,
  );
  for (const wait of waits ?? []) expect(Number(wait)).toBeGreaterThan(longest);
  expect(waits?.length).toBeGreaterThan(5);
});
