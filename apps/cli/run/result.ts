/** The last line of `--json`: what came of it. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import { type DrillResult, drillResultOf } from './drill-result.ts';

export interface Result {
  readonly type: 'result';
  /** Null when no run was started. */
  readonly runId: string | null;
  readonly end?: string;
  readonly verdict?: string;
  readonly recovery?: string;
  readonly exitCode: number;
  /** One sentence. */
  readonly reason: string;
  readonly seed?: number;
  readonly plan?: string;
  /** Of a drill that changed something. */
  readonly drill?: DrillResult;
  /** Paths of the reports that were written. */
  readonly reports?: readonly string[];
}

export function resultOf(
  { record }: RunHistory,
  exitCode: number,
  reports: readonly string[],
  reason?: string,
): Result {
  const { terminal } = record;
  return {
    type: 'result',
    runId: record.runId,
    ...(terminal && { end: terminal.end, verdict: terminal.verdict, recovery: terminal.recovery }),
    exitCode,
    reason: reason ?? terminal?.reason ?? 'the run has no terminal record yet',
    seed: record.seed,
    plan: record.planHash,
    ...(terminal?.drill && { drill: drillResultOf(terminal.drill) }),
    reports,
  };
}

export const resultLine = (result: Result): string => JSON.stringify(result);
