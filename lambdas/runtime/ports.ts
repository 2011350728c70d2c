/** All ports on AWS, as this deployment has them. */
import { awsPorts } from '../../adapters/aws/index.ts';
import { countedNotices } from './counted-notices.ts';
import type { PortsMaker } from './function.ts';
import { watchfulSwitches } from './sources.ts';

/** Made once for each process: clients and what they have learnt are kept between calls. */
export const platformPorts: PortsMaker = (environment, bounds, { logger, count }) => {
  const ports = awsPorts(environment, bounds, {
    untidy: (error) => logger.warn('a fault that is over was not cleared away', error as Error),
  });
  return {
    ...ports,
    notices: countedNotices(ports.notices, count),
    switches: watchfulSwitches(ports.switches, ports.metrics, environment, ports.clock.now),
  };
};
