/** The identity of a run that a schedule starts. */
import type * as z from 'zod/mini';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { scheduledStart } from './events.ts';

export type ScheduledStart = z.infer<typeof scheduledStart>;

/** Execution names take 80 characters, and recovery's add `-r<attempt>`. */
const longestName = 50;

/**
 * From schedule and scheduled time alone, so that an event delivered any number of times
 * names the same execution. Ten hex digits tell two schedules of one experiment apart. A
 * monkey's kill has its id from its plan.
 */
export function scheduledRunId({ schedule, scheduledTime, runId, request }: ScheduledStart): string {
  if (runId !== undefined) return runId;
  const at = new Date(scheduledTime).toISOString();
  const [day, time] = at.slice(0, 19).replace(/[-:]/g, '').split('T');
  return `${request.experiment.slice(0, longestName)}-${day}-${time}-${sha256Hex(`${schedule} ${at}`).slice(0, 10)}`;
}

/** `arn:aws:scheduler:…:schedule/group/name` → who started the run, for people. */
export const scheduledRequest = ({ schedule, request }: ScheduledStart): RunRequest => ({
  experiment: request.experiment,
  ...(request.parameters && { parameters: request.parameters }),
  ...(request.seed !== undefined && { seed: request.seed }),
  startedBy: request.startedBy ?? `schedule ${schedule.split('/').at(-1)}`,
});
