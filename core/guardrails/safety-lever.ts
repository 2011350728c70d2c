import { startedTogether } from '../plan/started-together.ts';
import type { LeverState } from '../ports/safety-lever.ts';
import { place, placeSaid, settled } from '../targets/places.ts';
import { guardrail, type Rule } from './guardrail.ts';

interface Seen extends LeverState {
  /** For people. Missing where there is no other. */
  readonly where?: string;
}

/** The lever of AWS FIS, in every place that the plan acts in. Engaged by whomever, it is not for us to pass. */
export const rule: Rule<readonly Seen[]> = {
  rule: 'safety-lever',
  async gather({ plan }, { stage, lever }) {
    const places = settled(
      startedTogether(plan.steps).map(({ account = stage.account, region = stage.region }) => place(account, region)),
    );
    if (stage.account === undefined) return [await lever.look()];
    return Promise.all(
      places.map(async (each) => {
        const where = placeSaid(each, stage.region);
        return { ...(await lever.look(each)), ...(where !== undefined && { where }) };
      }),
    );
  },
  decide(_question, seen) {
    const set = seen.find(({ status }) => status !== 'disengaged');
    if (!set) return undefined;
    const { status, reason, where } = set;
    return `the FIS safety lever${where === undefined ? '' : ` of ${where}`} is ${status}${reason ? ` (${reason})` : ''}: ask whoever engaged it; squall lever disengage --aws lets experiments begin again, those of other teams too`;
  },
};

export const safetyLever = guardrail(rule);
