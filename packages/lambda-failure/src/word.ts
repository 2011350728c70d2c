/**
 * Word of what was done to a request: one line, both a log entry to search by run and a
 * metric in CloudWatch's embedded format. Nothing of the request is in it but its id.
 */
import type { Fault, Instant } from './fault.ts';

export const namespace = 'Squall/Requests';

export interface Touch {
  readonly fault: Fault;
  readonly requestId: string;
  readonly functionName: string;
  readonly at: Instant;
  /** What came of it: `delayed by 250 ms`, `not applied: no HTTP request`. */
  readonly did: string;
  readonly applied: boolean;
}

export function wordOf({ fault, requestId, functionName, at, did, applied }: Touch): string {
  const { run, step, epoch, failure } = fault;
  return JSON.stringify({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [['Function', 'Failure']],
          Metrics: [{ Name: applied ? 'Touched' : 'NotApplied', Unit: 'Count' }],
        },
      ],
    },
    Function: functionName,
    Failure: failure.kind,
    [applied ? 'Touched' : 'NotApplied']: 1,
    squall: { run, step, epoch, requestId, did },
  });
}

/** As seen by whoever called: `run/step`, comma-joined where several faults met. */
export const touchedHeader = 'x-squall-fault';

export const nameOf = ({ run, step }: Fault): string => `${run}/${step}`;
