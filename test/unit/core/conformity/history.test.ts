/** From scan to scan: what is new, what stands, what is not known any more, what went and came back, and who is told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conductScan } from '../../../../core/conformity/conduct.ts';
import { type FindingRecord, lastedOf, recordKey } from '../../../../core/conformity/history.ts';
import { notKnown } from '../../../../core/conformity/known.ts';
import type { Conformity } from '../../../../core/conformity/settings.ts';
import { suppressionOf } from '../../../../core/conformity/suppression.ts';
import type { ScanSummary } from '../../../../core/ports/findings.ts';
import type { Estate } from '../../../../core/ports/inventory.ts';
import type { OwnerNotice } from '../../../../core/ports/owner-notices.ts';
import { day, estateOf, now, sound } from './sound-estate.ts';

/** A platform whose fleet, settings and day a test may change. */
function platform() {
  const kept = new Map<string, FindingRecord>();
  const told: OwnerNotice[] = [];
  const scans: ScanSummary[] = [];
  let time = now;
  const scanned = async (estate: Estate, settings: Conformity = {}, days = 1) => {
    time += days * day;
    const at = time;
    return conductScan(
      {
        clock: { now: () => at },
        inventory: { look: async () => estate },
        findings: {
          all: async () => [...kept.values()],
          async keep(record) {
            if ((kept.get(recordKey(record))?.version ?? 0) + 1 !== record.version) return false;
            kept.set(recordKey(record), record);
            return true;
          },
          scanned: async (summary) => void scans.push(summary),
          scans: async () => scans,
        },
        owners: { tell: async (notice) => void told.push(notice) },
      },
      settings,
    );
  };
  const record = () => [...kept.values()].find(({ finding }) => finding.rule === 'backups');
  return { scanned, told, record, now: () => time };
}

const estate = (retention: number | undefined) =>
  estateOf(
    sound({ database: { backupRetention: retention === undefined ? notKnown('AccessDenied') : retention * day } }),
  );
const gone = () => {
  const { database: _, ...things } = sound({});
  return estateOf(things);
};
const lost = () => ({ ...gone(), unread: [{ kind: 'database' as const, why: 'Throttled' }] });

test('a finding is new, stands, gets worse, is gone, and is back as the same finding', async () => {
  const { scanned, told, record, now: today } = platform();
  expect((await scanned(estate(7))).changes.new).toBe(0);
  expect((await scanned(estate(1))).changes).toMatchObject({ new: 1 });
  const first = record()!;
  expect((await scanned(estate(1))).changes).toMatchObject({ new: 0, other: 0 });
  expect(lastedOf(record()!, today())).toBe(day);
  expect((await scanned(estate(0))).changes).toMatchObject({ worse: 1 });
  expect(record()).toMatchObject({ firstSeen: first.firstSeen, finding: { severity: 'critical' } });
  expect((await scanned(estate(7))).changes).toMatchObject({ gone: 1 });
  expect(record()).toMatchObject({ standing: 'gone', why: 'backups holds, or is not asked any more' });
  expect(lastedOf(record()!, today() + 99 * day)).toBe(3 * day);
  expect((await scanned(estate(0))).changes).toMatchObject({ back: 1 });
  expect(record()).toMatchObject({ standing: 'open', returned: 1, firstSeen: today() });
  // New, worse, and back; nobody is told of what only stands.
  expect(told.map(({ owner, subject }) => `${owner} ${subject}`)).toEqual([
    'ada 1 finding for ada, medium the worst',
    'ada 1 finding for ada, critical the worst',
    'ada 1 finding for ada, critical the worst',
  ]);
});

test('what could not be looked at is neither gone nor confirmed, thing by thing and kind by kind', async () => {
  for (const unsure of [() => estate(undefined), lost]) {
    const { scanned, record, told } = platform();
    await scanned(estate(0));
    const since = record()!.firstSeen;
    expect((await scanned(unsure())).changes).toMatchObject({ gone: 0, unconfirmed: 1 });
    expect((await scanned(unsure())).changes).toMatchObject({ unconfirmed: 0 });
    expect(record()).toMatchObject({ standing: 'unconfirmed', firstSeen: since });
    await scanned(estate(0));
    expect(record()).toMatchObject({ standing: 'open', firstSeen: since });
    expect(told).toHaveLength(1);
    await scanned(gone());
    expect(record()).toMatchObject({ standing: 'gone', why: 'orders is no more' });
  }
});

test('a suppression counts until its day, and then the finding is back, said so, and told', async () => {
  const { scanned, record, told } = platform();
  const until = '2026-03-06';
  const settings = {
    suppressions: [{ rule: 'backups', resource: 'ord*', reason: 'restored by hand', until }],
  } as const;
  const given = settings as unknown as Conformity;
  const { summary } = await scanned(estate(0), given);
  expect(summary).toMatchObject({ findings: { critical: 0 }, suppressed: 1 });
  expect(told).toEqual([]);
  await scanned(estate(0), given);
  expect(record()?.finding.suppressed?.until).toBe(until);
  const after = await scanned(estate(0), given);
  expect(after.changes).toMatchObject({ worse: 1 });
  expect(record()?.finding).toMatchObject({ expired: { until } });
  expect(told[0]?.body).toContain(`its suppression ran out on ${until}: restored by hand`);
});

test('a suppression fits by name or ARN, by its letters and its stars alone', () => {
  const about = (id: string) => ({ rule: 'backups', resource: { id: `arn:${id}`, name: id } });
  const fits = (resource: string, id: string) =>
    suppressionOf(about(id), [{ rule: '*', resource, reason: 'r', until: '2999-01-01' }], now) !== undefined;
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (name, rest) => {
      const plain = name.replaceAll('*', 'x');
      expect(fits(plain, plain)).toBe(true);
      expect(fits(`${plain}*`, plain + rest)).toBe(true);
      expect(fits(plain, `${plain}y`)).toBe(false);
    }),
  );
  expect(fits('a.c', 'abc')).toBe(false);
});
