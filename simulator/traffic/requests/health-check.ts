/** The health checks of one registered target by one load balancer. */
export interface HealthCheck {
  readonly index: number;
  readonly balancer: number;
  readonly server: number;
  healthy: boolean;
  /** Checks in a row that passed, or failed. */
  passes: number;
  failures: number;
  /** The target was deregistered: whatever is under way is dropped. */
  over: boolean;
  /** The check under way: when it was sent, and what must be true of the target for its answer to be in time. */
  sentAt: number;
  servedAtRelease: number;
  deaths: number;
}
