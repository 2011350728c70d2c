import { expect, it } from 'vitest';
import { html } from '../../../../apps/report/html/document.ts';
import { markdown } from '../../../../apps/report/markdown.ts';
import { reportOf } from '../../../../apps/report/model/report.ts';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import { histories } from '../../../fixtures/histories.ts';

it('repeats what the plan had to say of its stop alarms, as text alone', () => {
  const { record, ...rest } = histories.held!;
  const stopConditions = [
    { check: 'too-slow', alarm: 'shop-checkout-5xx', weight: 'warns' as const, says: 'may come too late <script>' },
  ];
  const history: RunHistory = { ...rest, record: { ...record, plan: { ...record.plan, stopConditions } } };
  expect(reportOf(history).stopConditions).toEqual(['alarm shop-checkout-5xx may come too late <script>']);
  expect(markdown(history)).toMatch(/- alarm shop-checkout-5xx may come too late (?!<)/);
  expect(html(history)).toContain('<p>alarm shop-checkout-5xx may come too late &lt;script&gt;.</p>');
  expect(markdown(histories.held!)).not.toContain('- alarm shop-checkout-5xx');
});
