import { isKnown, type Known } from '../../conformity/known.ts';
import type { Elsewhere, Growth, QuotaUse } from '../../ports/standby.ts';
import { figure } from '../../steady-state/tolerance.ts';
import { growthOf } from './growth.ts';
import { type PreCheckFinding, type PreCheckRule, preCheck, unknown } from './pre-check.ts';

/** A group that grows, and what that takes. */
export interface Grown extends Growth {
  readonly uses: Known<readonly QuotaUse[]>;
}

const check = 'quotas';

/** What the capacity movers start is not turned away by the quotas of the place that it is started in. */
export const rule: PreCheckRule<readonly Grown[]> = {
  check,
  async gather(question, { resources, standby }) {
    const growth = await growthOf(question, resources);
    if (growth.length === 0) return undefined;
    const uses = await standby.quotas(growth);
    return growth.map((each, i) => ({ ...each, uses: uses[i]! }));
  },
  judge(_question, grown) {
    const findings: PreCheckFinding[] = [];
    const bounds = new Map<string, QuotaUse>();
    for (const { group, by, uses } of grown) {
      const of = group.slice(group.lastIndexOf('/') + 1);
      if (!isKnown(uses))
        findings.push(
          unknown(check, of, `which quotas ${of} takes from for ${figure(by)} more is not known (${uses.notKnown})`),
        );
      else if (uses.length === 0)
        findings.push({ check, of, state: 'ok', measured: `${figure(by)} more`, needed: 'no quota bounds it' });
      else for (const use of uses) add(bounds, use);
    }
    return [...findings, ...[...bounds.values()].map(judged)];
  },
};

export const quotasCheck = preCheck(rule);

/** Groups take from one quota together. */
function add(bounds: Map<string, QuotaUse>, use: QuotaUse): void {
  const key = `${use.where.account ?? ''}/${use.where.region}/${use.what}`;
  const before = bounds.get(key);
  bounds.set(key, before ? { ...use, more: before.more + use.more } : use);
}

const said = ({ account, region }: Elsewhere): string => (account === undefined ? region : `${region} of ${account}`);

function judged({ what, where, most, used, more }: QuotaUse): PreCheckFinding {
  const of = `${what}, ${said(where)}`;
  const measured = `${figure(used)} + ${figure(more)} = ${figure(used + more)}`;
  const needed = `at most ${figure(most)}`;
  if (used + more <= most) return { check, of, state: 'ok', measured, needed };
  const says = `the drill needs ${figure(more)} ${what} more in ${said(where)}, where ${figure(used)} of ${figure(most)} are in use: ask Service Quotas for ${figure(used + more - most)} more`;
  return { check, of, state: 'fails', measured, needed, says };
}
