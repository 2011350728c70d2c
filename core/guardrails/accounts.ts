import { placesOfStep, startedTogether } from '../plan/started-together.ts';
import { type Place, placeOf, placeSaid } from '../targets/places.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * A wave may be in several places, and has an experiment of FIS in each; a step is in one. What
 * stops FIS by itself must be in that very account and Region: it goes by no alarm of another.
 * What our own code began is stopped by our stopper alone, which goes by each stop alarm of the
 * run wherever that is, and so asks for none there. The platform's own place is the only fact asked for.
 */
export const rule: Rule<Place> = {
  rule: 'accounts',
  gather: async (_question, { stage: { account, region } }) => ({
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
  }),
  decide({ plan }, home) {
    const { stopAlarms = [] } = plan.definition.guardrails;
    for (const step of plan.steps) {
      const why = severed(step.id, step.wave, placesOfStep(step));
      if (why !== undefined) return why;
    }
    if (home.account === undefined || stopAlarms.length === 0) return undefined;
    const guarded = stopAlarms.map((alarm) => ({ ...home, ...placeOf(alarm) }));
    for (const { wave, provider, account, region = home.region } of startedTogether(plan.steps)) {
      if (provider !== 'fis' || account === undefined) continue;
      if (guarded.some((alarm) => alarm.account === account && alarm.region === region)) continue;
      const where = placeSaid({ account, ...(region !== undefined && { region }) }, home.region);
      const elsewhere = region !== home.region;
      return `wave ${wave} acts in ${where}, and no stop alarm is of that ${elsewhere ? 'account and Region' : 'account'}, where AWS FIS looks for it: name an alarm of it among the others by its ARN (${arnThere(account, region)})`;
    }
    return undefined;
  },
};

/** As it is written, but for its name. */
const arnThere = (account: string, region = 'REGION'): string => `arn:aws:cloudwatch:${region}:${account}:alarm:NAME`;

/** Undo, snapshot and role of a step are of one place. */
function severed(id: string, wave: number, places: readonly Place[]): string | undefined {
  if (places.length <= 1) return undefined;
  const accounts = [...new Set(places.flatMap(({ account }) => account ?? []))];
  const regions = [...new Set(places.flatMap(({ region }) => region ?? []))].sort();
  const [what, named, each] = accounts.length > 1 ? ['accounts', accounts, 'account'] : ['Regions', regions, 'Region'];
  return `step ${id} of wave ${wave} reaches into ${what} ${named.join(' and ')}: give each ${each} a target and a step of its own, which may be of one wave`;
}

export const accounts = guardrail(rule);
