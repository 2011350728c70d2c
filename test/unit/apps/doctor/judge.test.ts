import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../../apps/doctor/trip/command.ts';
import { allowance, judge, type Watched } from '../../../../apps/doctor/trip/judge.ts';
import { tripPage, verdictLines } from '../../../../apps/doctor/trip/page.ts';
import type { RunRecord } from '../../../../core/history/run-record.ts';
import { latencies } from '../../../../core/stop-conditions/latencies.ts';
import { alarm, now, plan, run } from '../../../fixtures/decisions/question.ts';
import { capturedIo } from '../cli/commands/captured-io.ts';

const at = (seconds: number) => now + seconds * 1000;
const terminal: NonNullable<RunRecord['terminal']> = {
  runId: 'trip-1',
  end: 'aborted',
  verdict: 'inconclusive',
  recovery: 'restored',
  reason: 'an alarm ended it',
  at: at(200),
} as never;

const watched = (record: Partial<RunRecord> = {}, over: Partial<Watched> = {}): Watched => ({
  alarm: 'shop-checkout-5xx',
  runId: 'trip-1',
  record: run({
    runId: 'trip-1',
    epochRaisedAt: at(2),
    cause: { kind: 'alarm', detail: 'alarm shop-checkout-5xx is in ALARM', at: at(2) },
    terminal,
    ...record,
  }),
  times: { startedAt: at(-60), injectedAt: at(-1), disturbedAt: at(0), faultsEndedAt: at(9) },
  lookEvery: 1000,
  ...over,
});

describe('a tripped stop condition', () => {
  it('works when it ended the run, and says how long each part took', () => {
    const found = judge(watched());
    expect(found).toMatchObject({
      outcome: 'works',
      toRaise: 2000,
      toStop: 9000,
      toConclude: 200_000,
      recovery: 'restored',
    });
    expect(exitCodeOf(found, false)).toBe(0);
    expect(exitCodeOf(found, true)).toBe(6);
  });

  it('fails when something else ended the run', () => {
    const found = judge(watched({ cause: { kind: 'deadline', detail: 'the lease was about to end', at: at(9) } }));
    expect(found).toMatchObject({ outcome: 'fails', reason: expect.stringContaining('the lease was about to end') });
    expect(exitCodeOf(found, false)).toBe(4);
  });

  it('fails when it took longer than plans count with, and a look', () => {
    expect(allowance).toBe(latencies.delivery.worst + latencies.stopping.worst + latencies.postActions.worst);
    const ending = (faultsEndedAt: number) => judge(watched({}, { times: { ...watched().times, faultsEndedAt } }));
    expect(ending(at(0) + allowance + 1000).outcome).toBe('works');
    expect(ending(at(0) + allowance + 1001)).toMatchObject({
      outcome: 'fails',
      reason: expect.stringContaining('plans count with'),
    });
  });

  it('fails with 7 when nothing says that all was put right', () => {
    const { terminal: _, ...open } = watched().record!;
    const unended = judge(watched({}, { record: open, gaveUp: 'nothing more was waited for' }));
    expect(unended).toMatchObject({ outcome: 'fails', reason: expect.stringContaining('not concluded') });
    expect(exitCodeOf(unended, true)).toBe(7);
    const drifted = judge(watched({ terminal: { ...terminal, recovery: 'drifted' } }));
    expect([drifted.outcome, exitCodeOf(drifted, false)]).toEqual(['works', 7]);
  });

  it('was not tripped when the run was refused, or never injected', () => {
    const times = { startedAt: at(-60) };
    const found = judge(
      watched({ terminal: { ...terminal, reason: 'not injecting: window: it is closed' } }, { times }),
    );
    expect(found).toMatchObject({ outcome: 'not-tripped', reason: 'not injecting: window: it is closed' });
    expect(exitCodeOf(found, false)).toBe(3);
    const unseen = judge(watched({}, { record: undefined, times }));
    expect(unseen).toMatchObject({ outcome: 'not-tripped', reason: expect.stringContaining('ever seen active') });
  });

  it('is told with its times, and before it with what the alarm sets off', () => {
    const { io } = capturedIo();
    expect(verdictLines(judge(watched()), io.colours, 100).join('\n')).toMatch(
      /WORKS[\s\S]*Last fault stopped +9 s after the alarm, ± 1 s/,
    );
    const setting = (enabled: boolean) =>
      tripPage(
        {
          where: 'here',
          alarm: alarm({ actions: { enabled, onAlarm: ['arn:aws:sns:eu-central-1:1:pager'] } }),
          plan: plan(),
          columns: 100,
        },
        io.colours,
      ).join('\n');
    expect(setting(true)).toMatch(/Sets off +arn:aws:sns:eu-central-1:1:pager/);
    expect(setting(false)).toMatch(/Sets off +nothing: its actions are disabled/);
  });
});
