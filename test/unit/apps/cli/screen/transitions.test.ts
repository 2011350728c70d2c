import { describe, expect, it } from 'vitest';
import { nothingSaid, transitions } from '../../../../../apps/cli/screen/transitions.ts';
import type { JournalEntry } from '../../../../../core/history/journal.ts';
import { histories } from '../../../../fixtures/histories.ts';

function told(journal: readonly JournalEntry[]): string[] {
  let said = nothingSaid;
  return journal.flatMap((entry) => {
    const next = transitions(entry, said);
    said = next.said;
    return next.lines;
  });
}

describe('transitions', () => {
  it('tell a run that held, once each', () => {
    const lines = told(histories.held!.journal);
    const begins = [
      'admitted',
      'armed',
      'steady state holds',
      'injected',
      'settled',
      'handed over',
      'recovered',
      'concluded',
    ];
    for (const begin of begins)
      expect(
        lines.filter((line) => line.startsWith(begin)),
        begin,
      ).toHaveLength(1);
    expect(lines.filter((line) => line === 'alarm shop-checkout-5xx is OK')).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('p99 '))).toHaveLength(1);
  });
  it('tell when a probe leaves its tolerance and comes back, and when an alarm turns', () => {
    const lines = told(histories.aborted!.journal);
    expect(lines.filter((line) => line.startsWith('success-rate is out of tolerance during'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('success-rate is back within tolerance'))).toHaveLength(1);
    expect(lines).toContain('alarm shop-checkout-5xx is ALARM');
  });
  it('tell a refusal in its own words', () =>
    expect(told(histories.refused!.journal)).toEqual([
      'not injecting: window: it is Saturday 11:00 in Europe/Berlin, outside MON-FRI 09:00-17:00',
    ]));
});
