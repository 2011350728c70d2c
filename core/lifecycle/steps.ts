/** The lifecycle, read top to bottom: one file a step. */
import type { Ports } from '../ports/ports.ts';
import { admit } from './admit.ts';
import { arm } from './arm.ts';
import { conclude } from './conclude.ts';
import { handOver } from './hand-over.ts';
import { inject } from './inject.ts';
import { parseAdmitInput, parseReference } from './input.ts';
import { observe } from './observe.ts';
import type { StepReference } from './reference.ts';
import type { Step, StepName } from './step.ts';
import { undo } from './undo.ts';
import { verifyAfter } from './verify-after.ts';
import { verifyBefore } from './verify-before.ts';

export const experimentSteps = ['Admit', 'Arm', 'VerifyBefore', 'Inject', 'Observe', 'HandOver'] as const;
export const recoverySteps = ['Undo', 'VerifyAfter', 'Conclude'] as const;

const parsed =
  (step: Step) =>
  (input: unknown, ports: Ports): Promise<StepReference> =>
    step(parseReference(input), ports);

/**
 * By the name of the state. The input is what the state machine hands over: JSON.
 * @throws MalformedInput, UnknownRun, UnknownExperiment, or what a port throws
 */
export const steps: Readonly<Record<StepName, (input: unknown, ports: Ports) => Promise<StepReference>>> = {
  Admit: (input, ports) => admit(parseAdmitInput(input), ports),
  Arm: parsed(arm),
  VerifyBefore: parsed(verifyBefore),
  Inject: parsed(inject),
  Observe: parsed(observe),
  HandOver: parsed(handOver),
  Undo: parsed(undo),
  VerifyAfter: parsed(verifyAfter),
  Conclude: parsed(conclude),
};

export type { StepName } from './step.ts';
