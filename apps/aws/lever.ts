/** The safety lever of FIS, set with the caller's own rights: no function of the platform may set it. */
import { FisClient } from '@aws-sdk/client-fis';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { lookAtLever, setLever } from '../../adapters/aws/safety-lever.ts';
import type { LeverState } from '../../core/ports/safety-lever.ts';
import type { Deployment } from './deployment.ts';

type Place = Pick<Deployment, 'account' | 'region'>;

export interface Lever {
  /** Its name, to be typed: there is one for each account and Region. */
  readonly name: string;
  look(): Promise<LeverState>;
  /** @throws ServiceFailure `Conflict` while it is being engaged */
  set(status: 'engaged' | 'disengaged', reason: string): Promise<LeverState>;
}

export function leverOf({ account, region }: Place): Lever {
  const fis = bounded(new FisClient({ ...clientSettings, region }));
  return {
    name: `${account}/${region}`,
    look: () => lookAtLever(fis),
    set: (status, reason) => setLever(fis, status, reason),
  };
}
