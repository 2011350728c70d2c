/** What a run costs in AWS, in dollars; on a laptop it shows what the same run would. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { prices } from './prices.ts';

/** Task, Choice and Wait. */
const transitionsOfALook = 3;
/** The states that are passed once: Admit, Arm, Inject, HandOver, Undo, Conclude, with their Choices. */
const transitionsOnce = 16;
/** About five a look. */
const writesOfALook = 5;

const minute = 60_000;

/** An action is billed by the begun minute, at least one; the number of its targets does not matter. */
export function costOf(
  experiment: Experiment,
  steps: readonly Pick<PlannedStep, 'action' | 'duration'>[],
  times: Plan['times'],
): Plan['cost'] {
  const faults = steps.reduce((sum, { action, duration }) => {
    const minutes = Math.max(1, Math.ceil(duration / minute));
    return sum + minutes * (fault(action)?.pricePerActionMinute ?? 0);
  }, 0);
  const recovery = millis(experiment.hypothesis.recovery.within) + millis(experiment.hypothesis.recovery.hold);
  const looks = Math.ceil((times.gate + times.waves + times.undo + recovery) / times.sampleEvery);
  const reads = experiment.hypothesis.probes.filter(({ composite }) => !composite).length * prices.metricRead;
  const look = transitionsOfALook * prices.transition + prices.invocation + writesOfALook * prices.write + reads;
  const platform = transitionsOnce * prices.transition + looks * look;
  const minutes = Math.round((faults / 0.1) * 100) / 100;
  return {
    faults: cents(faults),
    platform: cents(platform),
    total: cents(faults + platform),
    basis: `${minutes} action-minutes at $0.10, and at most ${looks} looks of ${transitionsOfALook} state transitions at $0.025 a thousand with what each reads and writes`,
  };
}

const cents = (dollars: number): number => Math.round(dollars * 10_000) / 10_000;
