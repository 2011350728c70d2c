/** What a run costs in AWS, in dollars; on a laptop it shows what the same run would. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import type { Plan, PlannedStep } from './plan.ts';

/** Step Functions Standard: $0.025 for 1,000 transitions. */
const transition = 0.025 / 1000;
/** Task, Choice and Wait. */
const transitionsOfALook = 3;
/** The states that are passed once: Admit, Arm, Inject, HandOver, Undo, Conclude, with their Choices. */
const transitionsOnce = 16;
/** CloudWatch GetMetricData: $0.01 for 1,000 metrics. */
const metricRead = 0.01 / 1000;
/** Lambda: 512 MB for half a second at $0.0000166667 a GB-second, and one request at $0.20 a million. */
const invocation = 0.25 * 0.0000166667 + 0.2 / 1_000_000;
/** DynamoDB on demand: $0.625 a million writes, about five a look. */
const writes = (5 * 0.625) / 1_000_000;

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
  const reads = experiment.hypothesis.probes.length * metricRead;
  const platform =
    transitionsOnce * transition + looks * (transitionsOfALook * transition + invocation + writes + reads);
  const minutes = Math.round((faults / 0.1) * 100) / 100;
  return {
    faults: cents(faults),
    platform: cents(platform),
    total: cents(faults + platform),
    basis: `${minutes} action-minutes at $0.10, and at most ${looks} looks of ${transitionsOfALook} state transitions at $0.025 a thousand with what each reads and writes`,
  };
}

const cents = (dollars: number): number => Math.round(dollars * 10_000) / 10_000;
