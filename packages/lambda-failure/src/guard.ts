/** One denial of hosts at a time, for one request: connections do not say which request they are for. */
import { denyHosts, isOneOf } from './failures/denied-hosts.ts';
import type { Fault, Instant } from './fault.ts';

/** A function's own way to its next request, which must not be cut whatever a fault says. */
const runtime = (): string | undefined => process.env.AWS_LAMBDA_RUNTIME_API?.split(':')[0]?.toLowerCase();

export interface Guard {
  /** @param now asked at each connection: what is over denies nothing, even if nobody lifts it */
  deny(faults: readonly Fault[], now: () => Instant): void;
  lift(): void;
}

export function hostGuard(): Guard {
  let back: (() => void) | undefined;
  const lift = () => {
    back?.();
    back = undefined;
  };
  return {
    deny(faults, now) {
      lift();
      const own = runtime();
      back = denyHosts(
        (host) =>
          host !== own &&
          faults.some(
            ({ failure, until }) => failure.kind === 'deny-hosts' && now() < until && isOneOf(failure.hosts, host),
          ),
      );
    },
    lift,
  };
}
