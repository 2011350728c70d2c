import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../../apps/cli/exit-code.ts';
import type { Cause, End, RecoveryValue, VerdictValue } from '../../../../core/history/run-record.ts';

const ends: readonly End[] = ['completed', 'aborted', 'refused', 'errored'];
const verdicts: readonly VerdictValue[] = ['held', 'refuted', 'inconclusive'];
const recoveries: readonly RecoveryValue[] = ['restored', 'drifted', 'unknown', 'irreversible', 'none'];
const kinds: readonly (Cause['kind'] | undefined)[] = [
  undefined,
  'settled',
  'gate',
  'deviated',
  'alarm',
  'person',
  'deadline',
  'failed',
  'crashed',
];
const code = (end: End, verdict: VerdictValue, recovery: RecoveryValue, kind?: Cause['kind']) =>
  exitCodeOf({ end, verdict, recovery, ...(kind && { cause: { kind, detail: '', at: 0 } }) });

describe('exit code', () => {
  it.each([
    [0, 'completed', 'held', 'restored', 'settled'],
    [0, 'completed', 'held', 'irreversible', 'settled'],
    [1, 'errored', 'inconclusive', 'restored', 'failed'],
    [1, 'errored', 'inconclusive', 'none', 'failed'],
    [3, 'refused', 'inconclusive', 'none', 'gate'],
    [3, 'refused', 'inconclusive', 'none', undefined],
    [4, 'completed', 'refuted', 'restored', 'settled'],
    [5, 'aborted', 'refuted', 'restored', 'deviated'],
    [5, 'aborted', 'refuted', 'restored', 'alarm'],
    [5, 'aborted', 'inconclusive', 'restored', 'deadline'],
    [5, 'aborted', 'inconclusive', 'restored', 'crashed'],
    [6, 'aborted', 'inconclusive', 'restored', 'person'],
    [6, 'aborted', 'refuted', 'irreversible', 'person'],
    [7, 'completed', 'held', 'drifted', 'settled'],
    [7, 'completed', 'held', 'unknown', 'settled'],
    [8, 'completed', 'inconclusive', 'restored', 'settled'],
  ] as const)('%i when %s, %s, %s (cause %s)', (expected, end, verdict, recovery, kind) =>
    expect(code(end, verdict, recovery, kind)).toBe(expected),
  );

  // 7 over 6 over 5 over 4 over 8: over every combination there is.
  const all = ends.flatMap((end) =>
    verdicts.flatMap((verdict) =>
      recoveries.flatMap((recovery) => kinds.map((kind) => ({ end, verdict, recovery, kind }))),
    ),
  );
  it.each([
    [7, (t) => t.recovery === 'drifted' || t.recovery === 'unknown'],
    [3, (t) => t.end === 'refused'],
    [1, (t) => t.end === 'errored'],
    [6, (t) => t.end === 'aborted' && t.kind === 'person'],
    [5, (t) => t.end === 'aborted'],
    [4, (t) => t.verdict === 'refuted'],
    [8, (t) => t.verdict === 'inconclusive'],
    [0, () => true],
  ] as [number, (t: (typeof all)[number]) => boolean][])(
    '%i for all that is left by those before it',
    (expected, matches) => {
      const rest = all.filter((t) => !seen.has(t) && matches(t));
      expect(rest.length).toBeGreaterThan(0);
      for (const t of rest) {
        seen.add(t);
        expect(code(t.end, t.verdict, t.recovery, t.kind), JSON.stringify(t)).toBe(expected);
      }
    },
  );
  const seen = new Set<(typeof all)[number]>();
});
