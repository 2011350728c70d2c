/** What a person's word about a kill switch goes through: the ports, and STS for who gives it. */
import type { ProveIdentity } from '../../adapters/aws/proven-identity.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type Carried, carrying } from './carried/carrying.ts';
import type { PortsMaker } from './function.ts';
import { proving } from './prove.ts';

export interface SwitchPorts extends Ports {
  readonly prove: ProveIdentity;
}

export const switchPorts = (...list: readonly Carried[]): PortsMaker<SwitchPorts> => {
  const ports = carrying(...list);
  return (environment, bounds, telemetry, name) => ({
    ...ports(environment, bounds, telemetry, name),
    prove: proving(environment, bounds),
  });
};
