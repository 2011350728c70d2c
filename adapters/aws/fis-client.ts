import { FisClient } from '@aws-sdk/client-fis';
import type { Home } from './arns.ts';
import { bounded, clientSettings } from './clients.ts';
import type { Reach } from './other-accounts.ts';

/** FIS in one account and Region. @param own of the platform's own place, made here unless given */
export const fisIn = (
  { account, region }: Home,
  { deployment, bounds, credentialsIn }: Reach,
  own?: FisClient,
): FisClient =>
  account === deployment.account && region === deployment.region && own
    ? own
    : bounded(new FisClient({ ...clientSettings, region, ...credentialsIn(account) }), bounds);
