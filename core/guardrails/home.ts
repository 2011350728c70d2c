import type { Home } from '../platform/settings.ts';
import { fits } from '../platform/wildcard.ts';
import { guardrail, type Rule } from './guardrail.ts';
import { locksOf } from './locks.ts';

interface Facts {
  readonly stage: string;
  /** Missing on a laptop. */
  readonly region?: string;
  readonly homes: readonly Home[];
}

/**
 * Locks and ledger of a service are in one place, whatever Regions it is broken in: two platforms
 * that both broke it would not see each other. Of every service that a plan hits, the first home
 * that names it must be this platform; what no home names is at home here.
 */
export const rule: Rule<Facts> = {
  rule: 'home',
  gather: async (_question, { stage: { environment, region, settings } }) => ({
    stage: environment,
    ...(region !== undefined && { region }),
    homes: settings.homes ?? [],
  }),
  decide({ plan }, { stage, region, homes }) {
    const services = locksOf(plan).flatMap(({ key }) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
    for (const service of services) {
      const home = homes.find((each) => each.services.some((pattern) => fits(pattern, service)));
      if (!home || (home.stage === stage && (region ?? home.region) === (home.region ?? region))) continue;
      const where = home.region === undefined ? '' : ` in ${home.region}`;
      return `${service} is at home on the platform ${home.stage}${where}, which keeps its locks and its ledger: run this there, or move its home in squall.config.yaml of both while nothing runs`;
    }
    return undefined;
  },
};

const prefix = 'service/';

export const home = guardrail(rule);
