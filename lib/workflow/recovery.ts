/**
 * Recovery: undoes what the ledger holds, verifies that the world came back, and writes the
 * one terminal record. A step that fails here ends the execution, and its status event
 * starts the next attempt.
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IChainable, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { again, choose, task } from './states.ts';

export const recoverySteps = ['Undo', 'VerifyAfter', 'Conclude'] as const;
export type RecoveryFunctions = Readonly<Record<(typeof recoverySteps)[number], IFunction>>;

/** @param functions the Lambda function behind each step. */
export function recovery(scope: Construct, functions: RecoveryFunctions): IChainable {
  const undo = task(scope, 'Undo', functions.Undo);
  const verifyAfter = task(scope, 'VerifyAfter', functions.VerifyAfter);
  const conclude = task(scope, 'Conclude', functions.Conclude);
  const done = new Succeed(scope, 'Done');

  // Done at once: an overlapping attempt concluded the run before this one came to it.
  choose(scope, undo, { Undo: again(scope, undo), VerifyAfter: verifyAfter, Done: done });
  choose(scope, verifyAfter, { VerifyAfter: again(scope, verifyAfter), Conclude: conclude, Done: done });
  conclude.next(done);

  return undo;
}
