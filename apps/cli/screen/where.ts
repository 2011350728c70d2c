/** Where a run takes place, in words that no configuration changes. */

export const where = (world: string, seed: number): string =>
  `simulated cloud (world ${world}, seed ${seed}): no AWS account is touched`;

export interface PlaceInAws {
  readonly account: string;
  readonly region: string;
  readonly stage: string;
  /** Where AWS is not AWS: `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string | undefined;
}

export const whereInAws = ({ account, region, stage, endpoint }: PlaceInAws, seed: number): string =>
  `AWS account ${account}, ${region}, stage ${stage} (seed ${seed}): real resources` +
  `${endpoint === undefined ? '' : `, as ${endpoint} answers for AWS`}`;
