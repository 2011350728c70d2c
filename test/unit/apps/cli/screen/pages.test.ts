import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { closing } from '../../../../../apps/cli/screen/closing.ts';
import { planPage } from '../../../../../apps/cli/screen/plan-page.ts';
import { runPage } from '../../../../../apps/cli/screen/run-page.ts';
import { runTable } from '../../../../../apps/cli/screen/run-table.ts';
import { width } from '../../../../../apps/cli/text/width.ts';
import { refuse } from '../../../../../core/history/refusal.ts';
import type { Plan } from '../../../../../core/plan/plan.ts';
import { histories } from '../../../../fixtures/histories.ts';
import { zonePlan } from '../../../../fixtures/history/plan.ts';

const plainly = picocolors.createColors(false);
const coloured = picocolors.createColors(true);
const page = (plan: Plan, refusals: Parameters<typeof planPage>[0]['refusals'] = [], colours = plainly) =>
  planPage({ plan, refusals, where: 'simulated cloud', columns: 100 }, colours).join('\n');

describe('the page of a plan', () => {
  const plan = zonePlan(7);
  it('shows the targets of each zone before and during, and what is left', () =>
    expect(page(plan)).toMatch(/web +ec2:instance +2 → 2 +2 → 0 +2 → 2 +2 of 6 \(33.3 %\) +4 of 6 \(66.7 %\)/));
  it('shows what each step changes and how it is undone', () => {
    expect(page(plan)).toContain('changes  stops 2 instances of web in euc1-az2');
    expect(page(plan)).toContain('undone   by itself: FIS starts the instances again');
  });
  it('shows the exposure of each stop condition, the cost and the hash', () => {
    expect(page(plan)).toMatch(/shop-checkout-5xx +2m30s +5s +30s +3m05s/);
    expect(page(plan)).toContain('$3.00 in AWS');
    expect(page(plan)).toContain(plan.hash);
    expect(page(plan)).toContain('nothing to check on a simulated cloud');
  });
  it('shows what is irreversible or unsafe in red', () => {
    const worse = {
      ...plan,
      irreversible: [{ stepId: 'power-web', reason: 'gone' }],
      unsafe: ['no stop condition: x'],
    };
    const text = page(worse, [], coloured);
    expect(text).toContain(coloured.red('never: irreversible, gone'));
    expect(text).toContain(coloured.red('UNSAFE        no stop condition: x'));
  });
  it('ends with every refusal, or with what would be touched', () => {
    const refused = page(plan, [refuse('window', 'it is Sunday'), refuse('overlap', 'run x')]);
    expect(refused).toContain('not injecting: window: it is Sunday\nnot injecting: overlap: run x');
    expect(refused).not.toContain('Every guardrail passes');
    expect(page(plan)).toContain('Every guardrail passes: 6 targets of 2 services would be touched.');
  });
});

describe('the last word of a run', () => {
  const said = (name: string) => {
    const history = histories[name]!;
    return closing(history, history.record.terminal!, plainly, 100).join('\n');
  };
  it('is the verdict, the reason, the table and the proof', () => {
    const text = said('held');
    expect(text).toContain('HELD\nAll 3 probes stayed within tolerance');
    expect(text).toMatch(/success-rate +at least 99.5 +before +6 .*\n +during +\d+ .*\n +after/);
    expect(text).toContain('✔ restored  power-web on 2 targets');
  });
  it('says how a run that was cut short ended, when it was noticed and when it was over', () => {
    expect(said('aborted')).toContain('REFUTED (aborted)');
    expect(said('aborted')).toMatch(/success-rate: noticed .* after injection, back .* after its end/);
  });
  it('names what is not as it was', () =>
    expect(said('drifted')).toMatch(/✖ drifted {2}power-api on 2 targets\n {6}\S/));
  it('fits a narrow terminal', () => {
    const history = histories.aborted!;
    for (const columns of [80, 100])
      for (const line of closing(history, history.record.terminal!, plainly, columns))
        expect(width(line)).toBeLessThanOrEqual(columns);
  });
  it('has no table and no proof where nothing was done', () =>
    expect(said('refused').trim().split('\n')).toHaveLength(2));
});

describe('lists and shows', () => {
  it('list runs with their outcome', () => {
    const records = Object.values(histories).map(({ record }) => record);
    const lines = runTable(records, plainly);
    expect(lines).toHaveLength(records.length + 1);
    expect(lines.find((line) => line.includes('-alarm'))).toMatch(/aborted +refuted +restored +12 +ada/);
    expect(lines.find((line) => line.includes('-refused'))).toMatch(/refused +– +– +7/);
  });
  it('show the timeline of a run, and what to do with one that is not at rest', () => {
    const { terminal: _gone, ...record } = histories.held!.record;
    const open = { ...histories.held!, record: { ...record, phase: 'injecting' as const } };
    const text = runPage({ history: open, active: 3, flags: ' --aws', columns: 100 }, plainly).join('\n');
    expect(text).toContain('injecting, 3 faults active');
    expect(text).toContain(`squall watch ${record.runId} --aws`);
    expect(text).toMatch(/09:31:02 +\+1m02s {2}Inject +injected power-web/);
  });
});
