/**
 * A cluster of Application Recovery Controller. It has an endpoint in each of five Regions, and
 * ARC takes them out by turns: each is tried in turn, until one answers. Which they are is told,
 * and never asked for, since the interface that knows stands in one Region.
 */
import {
  ListRoutingControlsCommand,
  Route53RecoveryClusterClient,
  type RoutingControl,
} from '@aws-sdk/client-route53-recovery-cluster';
import { failureOf, isFailure } from '../errors.ts';
import type { Place } from '../squall/own-fault.ts';

export interface RecoveryCluster {
  /** What one endpoint does, or else the next. It may be done twice. @throws ClusterUnavailable */
  tried<T>(work: (client: Route53RecoveryClusterClient) => Promise<T>): Promise<T>;
  /** All of them, of every control panel. */
  controls(): Promise<readonly RoutingControl[]>;
}

/** Nothing says where the cluster is asked. */
export class NoRecoveryCluster extends Error {
  override readonly name = 'NoRecoveryCluster';
}

/** None of its endpoints answered. */
export class ClusterUnavailable extends Error {
  override readonly name = 'ClusterUnavailable';
}

interface Endpoint {
  readonly region: string;
  readonly url: string;
}

/** @param endpoints `us-east-1=https://….route53-recovery-cluster.us-east-1.amazonaws.com/v1`, in the order in which they are tried */
export function recoveryCluster(place: Place, endpoints: readonly string[]): RecoveryCluster {
  const clients = endpoints.map(parsed).map((endpoint) => ({ endpoint, make: clientAt(endpoint) }));
  // Whichever answered last is asked first.
  let first = 0;

  async function tried<T>(work: (client: Route53RecoveryClusterClient) => Promise<T>): Promise<T> {
    if (clients.length === 0)
      throw new NoRecoveryCluster('no endpoint of a recovery cluster is configured: list them under recoveryEndpoints');
    const refused: string[] = [];
    for (let n = 0; n < clients.length; n++) {
      const at = (first + n) % clients.length;
      const { endpoint, make } = clients[at]!;
      try {
        const answer = await work(place.client(make));
        first = at;
        return answer;
      } catch (error) {
        const failure = failureOf(error, `Route53 Recovery Cluster in ${endpoint.region}`);
        if (!isElsewhere(failure)) throw failure;
        refused.push(`${endpoint.region}: ${(failure as Error).message}`);
      }
    }
    throw new ClusterUnavailable(`no endpoint of the recovery cluster answers (${refused.join('; ')})`);
  }

  return {
    tried,
    controls: () =>
      tried(async (client) => {
        const found: RoutingControl[] = [];
        let NextToken: string | undefined;
        do {
          const page = await client.send(
            new ListRoutingControlsCommand({ ...(NextToken !== undefined && { NextToken }) }),
          );
          found.push(...(page.RoutingControls ?? []));
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        return found;
      }),
  };
}

/** Another endpoint may answer what this one did not. To set a state twice is to set it once. */
const isElsewhere = (failure: unknown): boolean =>
  isFailure(failure, 'Unavailable', 'Throttled', 'OutOfTime') ||
  (failure as { readonly code?: string }).code === 'EndpointTemporarilyUnavailableException';

function parsed(text: string): Endpoint {
  const at = text.indexOf('=');
  return { region: text.slice(0, at), url: text.slice(at + 1) };
}

/** One that does not answer within seconds is left for the next: trying it again is what the others are for. */
const clientAt = ({ region, url }: Endpoint) =>
  class extends Route53RecoveryClusterClient {
    constructor(settings: object) {
      super({
        ...settings,
        region,
        endpoint: url,
        maxAttempts: 1,
        requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
      });
    }
  };
