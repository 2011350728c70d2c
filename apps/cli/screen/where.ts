/** Where a run takes place, in words that no configuration changes. */

export const where = (world: string, seed: number): string =>
  `simulated cloud (world ${world}, seed ${seed}): no AWS account is touched`;
