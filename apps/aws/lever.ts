/** The safety levers of FIS where a platform acts, set with the caller's own rights: no function of the platform may set one. */
import { FisClient } from '@aws-sdk/client-fis';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { lookAtLever, setLever } from '../../adapters/aws/safety-lever.ts';
import type { LeverState } from '../../core/ports/safety-lever.ts';
import type { Deployment } from './deployment.ts';
import { deployedEnvironment } from './functions.ts';

export interface Lever {
  /** Account and Region: there is one for each. */
  readonly name: string;
  look(): Promise<LeverState>;
  /** @throws ServiceFailure `Conflict` while it is being engaged */
  set(status: 'engaged' | 'disengaged', reason: string): Promise<LeverState>;
}

export interface Levers {
  /** Of the platform's own account: its own Region first, then each other that it may act in. */
  readonly levers: readonly Lever[];
  /** To be typed: the account, and all of their Regions. */
  readonly name: string;
  readonly regions: readonly string[];
  /** Accounts that it acts in besides, whose levers take credentials of their own. */
  readonly otherAccounts: readonly string[];
  /** Why Regions and accounts beside its own are not known. */
  readonly notKnown?: string;
}

type Place = Pick<Deployment, 'account' | 'region' | 'stage' | 'elsewhere'>;

/** By the configuration; where only stacks were asked, by what the deployed functions were told. Levers are never given up for that. */
export async function leversOf(deployment: Place): Promise<Levers> {
  const { account, region } = deployment;
  const { regions: others, accounts, ...told } = await elsewhere(deployment);
  const regions = [...new Set([region, ...others])];
  return {
    levers: regions.map((each) => leverOf({ account, region: each })),
    name: `${account}/${regions.join(',')}`,
    regions,
    otherAccounts: accounts,
    ...told,
  };
}

function leverOf({ account, region }: Pick<Place, 'account' | 'region'>): Lever {
  const fis = bounded(new FisClient({ ...clientSettings, region }));
  return {
    name: `${account}/${region}`,
    look: () => lookAtLever(fis),
    set: (status, reason) => setLever(fis, status, reason),
  };
}

type Elsewhere = NonNullable<Deployment['elsewhere']> & Pick<Levers, 'notKnown'>;

async function elsewhere(deployment: Place): Promise<Elsewhere> {
  if (deployment.elsewhere) return deployment.elsewhere;
  try {
    const { regions = [], targetAccounts } = await deployedEnvironment(deployment);
    return { regions, accounts: targetAccounts.map(({ account }) => account) };
  } catch (error) {
    return { regions: [], accounts: [], notKnown: error instanceof Error ? error.message : String(error) };
  }
}
