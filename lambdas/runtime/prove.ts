/** Who someone is, as STS says. */
import { STSClient } from '@aws-sdk/client-sts';
import { type Bounds, clientSettings } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { stsEndpoint } from '../../adapters/aws/identity-proof.ts';
import { type ProveIdentity, proveIdentity } from '../../adapters/aws/proven-identity.ts';
import type { Environment } from './environment.ts';

/** At our own endpoint, in the Region of the platform. */
export function proving({ region }: Pick<Environment, 'region'>, bounds: Bounds): ProveIdentity {
  const sts = new STSClient({ ...clientSettings, region });
  return proveIdentity({ endpoint: () => stsEndpoint(sts), now: wallClock.now, bounds });
}
