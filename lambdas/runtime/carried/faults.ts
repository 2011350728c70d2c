import { faultsAcross } from '../../../adapters/aws/account-faults.ts';
import { lookedAt, resourcesAcross } from '../../../adapters/aws/account-resources.ts';
import type { Acting } from '../../../adapters/aws/other-accounts.ts';
import type { Carried } from './carrying.ts';

/** With the resources that they are marked on. @param as whom in other accounts: who starts faults is not who stops them */
export const faults =
  (as: Acting['as']): Carried =>
  ({ reach, telemetry: { logger } }, { clock }) => {
    const looked = lookedAt(reach(as), clock);
    const untidy = (error: unknown) => logger.warn('a fault that is over was not cleared away', error as Error);
    return {
      resources: resourcesAcross(looked, reach(as)),
      faults: faultsAcross(reach(as), looked, { untidy }),
    };
  };
