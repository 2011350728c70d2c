/**
 * The experiment: asks whether it may, injects wave after wave, watches, and hands over to
 * recovery. It undoes nothing itself, so that recovery never depends on what may have died here.
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IChainable, JsonPath, Succeed, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { again, choose, task } from './states.ts';

export const experimentSteps = ['Admit', 'Arm', 'VerifyBefore', 'Inject', 'Observe', 'HandOver'] as const;
export type ExperimentFunctions = Readonly<Record<(typeof experimentSteps)[number], IFunction>>;

/** @param functions the Lambda function behind each step. */
export function experiment(scope: Construct, functions: ExperimentFunctions): IChainable {
  // The execution's name is the run's id. What follows it is the request at first, and after a wait the reference.
  const request = TaskInput.fromObject({ runId: JsonPath.executionName, input: JsonPath.entirePayload });

  const admit = task(scope, 'Admit', functions.Admit, request);
  const arm = task(scope, 'Arm', functions.Arm);
  const verifyBefore = task(scope, 'VerifyBefore', functions.VerifyBefore);
  const inject = task(scope, 'Inject', functions.Inject);
  const observe = task(scope, 'Observe', functions.Observe);
  const handOver = task(scope, 'HandOver', functions.HandOver);
  const refused = new Succeed(scope, 'Refused');
  const done = new Succeed(scope, 'Done');

  choose(scope, admit, { Admit: again(scope, admit), Arm: arm, Refused: refused });
  choose(scope, arm, { VerifyBefore: verifyBefore, Refused: refused }).otherwise(handOver);
  choose(scope, verifyBefore, { VerifyBefore: again(scope, verifyBefore), Inject: inject }).otherwise(handOver);
  choose(scope, inject, { Observe: observe }).otherwise(handOver);
  choose(scope, observe, { Observe: again(scope, observe), Inject: inject }).otherwise(handOver);
  handOver.next(done);

  // Once armed there is something to undo: a step that failed is handed over like one that settled.
  for (const step of [arm, verifyBefore, inject, observe]) step.addCatch(handOver, { resultPath: '$.error' });

  return admit;
}
