import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { current } from '../../../../../apps/cli/screen/phases.ts';
import { runScreen } from '../../../../../apps/cli/screen/run-screen.ts';
import { atTime, emptyView, type RunView, withEntry } from '../../../../../apps/cli/screen/run-view.ts';
import { width } from '../../../../../apps/cli/text/width.ts';
import type { RunHistory } from '../../../../../core/history/run-history.ts';
import { histories } from '../../../../fixtures/histories.ts';

const where = 'simulated cloud (world shop, seed 7): no AWS account is touched';
const viewOf = ({ record, journal }: RunHistory, entries = journal.length): RunView =>
  journal.slice(0, entries).reduce(withEntry, emptyView(record.plan, where));
const upTo = (history: RunHistory, type: string) =>
  viewOf(history, history.journal.findLastIndex((entry) => entry.type === type) + 1);
const states = (view: RunView) => Object.fromEntries(view.phases.map(({ step, state }) => [step, state]));
const canvas = { colours: picocolors.createColors(false), columns: 100, rows: 50, frame: 1 };
const screen = (view: RunView, columns = 100) => runScreen(view, { ...canvas, columns });

describe('phases', () => {
  it('end one after the other in a run that held', () => {
    expect(new Set(Object.values(states(viewOf(histories.held!))))).toEqual(new Set(['done']));
  });
  it('show the one that is on, while time goes on', () => {
    const view = atTime(upTo(histories.held!, 'injected'), histories.held!.record.proposedAt + 120_000);
    expect(current(view.phases)?.step).toBe('Observe');
    expect(screen(view).find((line) => line.includes('Observe'))).toContain('58s');
    expect(states(view)).toMatchObject({ Inject: 'done', Undo: 'waiting' });
  });
  it('skip what a gate that did not hold leaves out', () => {
    const view = viewOf(histories.gate!);
    expect(states(view)).toMatchObject({
      VerifyBefore: 'failed',
      Inject: 'skipped',
      Observe: 'skipped',
      Undo: 'skipped',
    });
  });
  it('end at once when refused', () => {
    const view = viewOf(histories.refused!);
    expect(states(view).Admit).toBe('failed');
    expect(current(view.phases)).toBeUndefined();
  });
  it('keep a deviation failed after the hand-over', () =>
    expect(states(viewOf(histories.aborted!))).toMatchObject({ Observe: 'failed', HandOver: 'done' }));
});

describe('the screen of a run', () => {
  it('says where it runs, what is touched, and how long the lease lasts', () => {
    const lines = screen(upTo(histories.held!, 'injected')).join('\n');
    expect(lines).toContain(where);
    expect(lines).toContain('6 of 6 touched');
    expect(lines).toMatch(/lease ends in 23m5\ds/);
  });
  it('draws each probe with its tolerance and its state', () => {
    const lines = screen(upTo(histories.aborted!, 'deviated'));
    expect(lines.find((line) => line.startsWith('  success-rate '))).toMatch(/[▁-█]{3,}.*at least 99.5 {2}out/);
    expect(lines.find((line) => line.includes('shop-checkout-5xx'))).toContain('ALARM');
    expect(lines.find((line) => line.includes('p99 above 2,000 for PT2M'))).toMatch(/█+░* \d/);
  });
  it.each([40, 60, 80, 200])('fits %i columns', (columns) => {
    for (const line of screen(viewOf(histories.aborted!), columns)) expect(width(line)).toBeLessThan(columns);
  });
  it('keeps all of itself on a screen of 24 rows', () => {
    const lines = runScreen(upTo(histories.held!, 'injected'), { ...canvas, rows: 24 });
    expect(lines.length).toBeLessThan(24);
    expect(lines[0]).toContain('Lose one availability zone');
  });
  it('has no colour where none is wanted', () =>
    expect(screen(viewOf(histories.drifted!)).join('\n')).not.toContain('\u001B'));
  it('shows what is said to the person at the keyboard', () =>
    expect(screen({ ...viewOf(histories.held!, 5), said: 'Stopping' }).at(-1)).toBe('Stopping'));
});
