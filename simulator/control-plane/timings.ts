/**
 * How long AWS takes for what no World file says. Each is a documented or commonly
 * observed figure, rounded; all in milliseconds.
 */
import type { Millis } from '../model.ts';

const second = 1000;

export const timings = {
  /** A stopped EC2 instance, from StartInstances to serving. */
  instanceStart: 30 * second,
  /** An EC2 reboot, from the request to serving. */
  instanceReboot: 45 * second,
  /** From deregistration to termination, when a group gives an instance up: requests in flight end meanwhile. */
  deregistration: 30 * second,
  /** After a refused launch, until the group tries again. */
  launchRetry: 30 * second,
  /** How often an unbalanced group tries to spread over its zones again. */
  rebalance: 60 * second,
  /** A database instance's restart. */
  databaseRestart: 30 * second,
  /** From StopExperiment to the state `stopped`, when nothing takes longer to put back. */
  experimentStop: 2 * second,
  /** A Lambda fault takes effect when execution environments have read it ... */
  lambdaRampUp: 60 * second,
  /** ... and wears off in them after its end. */
  lambdaRampDown: 20 * second,
  /** Until a change of Route 53's is on all of its name servers, "under normal conditions". Source: its developer guide. */
  routeChange: 60 * second,
} as const satisfies Record<string, Millis>;

/** A group may exceed its maximum by this share, at least by one instance, while it rebalances (Auto Scaling's own rule). */
export const rebalancingMargin = 0.1;
