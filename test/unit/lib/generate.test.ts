import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import aslValidator from 'asl-validator';
import { expect, test } from 'vitest';
import { experimentSteps, recoverySteps, steps } from '../../../core/lifecycle/steps.ts';
import { synthesizeDefinitions } from '../../../lib/generate.ts';

const folder = 'lib/workflow/definitions';

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Resource?: string;
  TimeoutSeconds?: number;
  SecondsPath?: string;
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string; ResultPath: string }[];
  Choices?: { Variable: string; StringEquals: string; Next: string }[];
}
const machine = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.asl.json`), 'utf8')) as {
    StartAt: string;
    TimeoutSeconds: number;
    States: Record<string, State>;
  };

test('the definitions in the repository are those that CDK synthesizes (npm run generate)', () => {
  const synthesized = synthesizeDefinitions();
  expect(readdirSync(folder).sort()).toEqual(Object.keys(synthesized).sort());
  for (const [name, content] of Object.entries(synthesized))
    expect(readFileSync(join(folder, name), 'utf8'), name).toBe(content);
});

test.each(['experiment', 'recovery'])('%s is valid States Language once its placeholders are ARNs', (name) => {
  const text = readFileSync(join(folder, `${name}.asl.json`), 'utf8');
  const filled = text.replace(/"\$\{(\w+)\}"/g, '"arn:aws:lambda:eu-central-1:111122223333:function:$1"');
  const { isValid, errorsText } = aslValidator(JSON.parse(filled), { checkArn: true, checkPaths: true });
  expect(isValid, errorsText()).toBe(true);
});

test.each(['experiment', 'recovery'])(
  '%s only invokes, waits and chooses, and each choice goes where it says',
  (name) => {
    const { States, TimeoutSeconds } = machine(name);
    expect(TimeoutSeconds).toBeGreaterThan(0);
    for (const [id, state] of Object.entries(States)) {
      expect(['Task', 'Wait', 'Choice', 'Succeed'], id).toContain(state.Type);
      if (state.Type === 'Task') {
        expect(state).toMatchObject({ Resource: `\${${id}}`, TimeoutSeconds: 45 });
        expect(state.Retry?.[0]?.ErrorEquals).toContain('States.Timeout');
      }
      if (state.Type === 'Wait') expect(state).toMatchObject({ SecondsPath: '$.waitSeconds' });
      for (const choice of state.Choices ?? []) {
        expect(choice.Variable).toBe('$.next');
        expect([choice.StringEquals, `WaitTo${choice.StringEquals}`]).toContain(choice.Next);
      }
    }
  },
);

test('from Arm on a failed step is handed over, and its reference survives', () => {
  const { States } = machine('experiment');
  const caught = Object.entries(States).filter(([, state]) => state.Catch);
  expect(caught.map(([id]) => id).sort()).toEqual(['Arm', 'Inject', 'Observe', 'VerifyBefore']);
  for (const [, state] of caught)
    expect(state.Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'HandOver' }]);
  for (const id of ['AfterArm', 'AfterVerifyBefore', 'AfterInject', 'AfterObserve'])
    expect(States[id]?.Default).toBe('HandOver');
});

test('the tasks of the machines are the steps of the lifecycle, and the other way round', () => {
  const tasks = (name: string) =>
    Object.entries(machine(name).States)
      .filter(([, state]) => state.Type === 'Task')
      .map(([id]) => id);
  expect(tasks('experiment').sort()).toEqual([...experimentSteps].sort());
  expect(tasks('recovery').sort()).toEqual([...recoverySteps].sort());
  expect([...experimentSteps, ...recoverySteps].sort()).toEqual(Object.keys(steps).sort());
});
