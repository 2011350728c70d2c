/** Accounts beside the platform's own, each through a role of ours there. */
import type { Bounds } from './clients.ts';
import type { Deployment, TargetAccount } from './deployment.ts';
import { kept } from './kept-credentials.ts';

/** Nobody said that the platform may act there. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount';
}

/** As whom a function acts in other accounts: the role that starts faults, or the one that looks, stops and undoes. */
export interface Acting {
  readonly as: 'start' | 'stop';
  /** The function's name, for the other account's trail. */
  readonly session: string;
}

/** For a client's `credentials`; missing in the platform's own account, where they are the SDK's own business. */
export type Provided = Partial<Pick<ReturnType<typeof roleIn>, 'credentials'>>;

/** What ports over several accounts are made for. */
export interface Reach {
  readonly deployment: Pick<
    Deployment,
    | 'account'
    | 'region'
    | 'faultRole'
    | 'faultLogs'
    | 'injectRole'
    | 'undoRole'
    | 'lambdaFaults'
    | 'toxiproxies'
    | 'recoveryEndpoints'
    | 'targetAccounts'
    | 'regions'
  > &
    Partial<Pick<Deployment, 'stage'>>;
  readonly bounds: Bounds;
  /** Once for each account: all of its clients share them. */
  credentialsIn(account: string): Provided;
}

export type ByAccount<P> = (account: string) => P;

/** @throws UnknownAccount when it is asked for an account that the deployment does not list */
export function reachOf(deployment: Reach['deployment'], bounds: Bounds, acting: Acting): Reach {
  const { region } = deployment;
  const provided = byAccount<Provided>(deployment, {}, (other) => roleIn(other, acting, region, bounds));
  return { deployment, bounds, credentialsIn: provided };
}

/**
 * What `make` makes of an account, once for each that is asked for.
 * @param own of the platform's own account
 * @throws UnknownAccount for one that the deployment does not list
 */
export function byAccount<P>(
  { account: home, targetAccounts = [] }: Reach['deployment'],
  own: P,
  make: (other: TargetAccount) => P,
): ByAccount<P> {
  const made = new Map([[home, own]]);
  return (account) => {
    const known = made.get(account);
    if (known) return known;
    const other = targetAccounts.find((each) => each.account === account);
    if (!other) {
      const listed = targetAccounts.map((each) => each.account).join(', ') || 'there are none';
      throw new UnknownAccount(
        `account ${account} is neither the platform's own (${home}) nor one of its targetAccounts (${listed}): add it to squall.config.yaml and deploy`,
      );
    }
    const fresh = make(other);
    made.set(account, fresh);
    return fresh;
  };
}

/** STS and its client are loaded when they are first needed: most platforms have one account. */
function roleIn(
  { account, startRole, startExternalId, stopRole, stopExternalId }: TargetAccount,
  { as, session }: Acting,
  region: string,
  bounds: Bounds,
) {
  const [role, externalId] = as === 'start' ? [startRole, startExternalId] : [stopRole, stopExternalId];
  const remedy = `deploy the stack TargetAccount${account} to account ${account}, with the ${as}ExternalId that squall.config.yaml of the platform has for it`;
  const credentials = kept(async () => {
    const { assumedRole, tokenService } = await import('./account.ts');
    return assumedRole(tokenService(region, bounds), { role, externalId, session, remedy })();
  });
  return { credentials };
}
