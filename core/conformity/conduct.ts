/** A scan from its beginning to its end: look, judge, keep what changed, tell whom it concerns. */
import type { Clock } from '../ports/clock.ts';
import type { Findings, ScanSummary } from '../ports/findings.ts';
import type { Inventory } from '../ports/inventory.ts';
import type { OwnerNotices } from '../ports/owner-notices.ts';
import type { ScanResult } from './finding.ts';
import { type Change, changesOf, type FindingRecord } from './history.ts';
import { isNews, lettersOf, summaryOf } from './report.ts';
import { scan } from './scan.ts';
import type { Conformity } from './settings.ts';

export interface ScanPorts {
  readonly clock: Clock;
  readonly inventory: Inventory;
  readonly findings: Findings;
  readonly owners: OwnerNotices;
}

export interface Scanned {
  readonly result: ScanResult;
  readonly summary: ScanSummary;
  readonly changes: Readonly<Record<Change, number>>;
  /** All of this place as they stand now. */
  readonly records: readonly FindingRecord[];
}

const none: Readonly<Record<Change, number>> = {
  new: 0,
  back: 0,
  worse: 0,
  better: 0,
  other: 0,
  unconfirmed: 0,
  gone: 0,
};

/**
 * Who died between keeping and telling is made up for by the next scan: what was told is
 * written after it was. @throws what the inventory or the channel throws
 */
export async function conductScan(ports: ScanPorts, settings: Conformity): Promise<Scanned> {
  const { clock, inventory, findings, owners } = ports;
  const result = scan(await inventory.look(), settings, clock.now());
  const now = clock.now();
  const changes = { ...none };
  for (const { change, after } of changesOf(await findings.all(), result, now))
    if (await findings.keep(after)) changes[change] += 1;
  const ofHere = async () => (await findings.all()).filter(({ place }) => place === result.place);
  for (const { notice, records } of lettersOf((await ofHere()).filter(isNews))) {
    await owners.tell(notice);
    for (const record of records)
      await findings.keep({ ...record, told: record.finding.severity, version: record.version + 1 });
  }
  const summary = summaryOf(result, now);
  await findings.scanned(summary);
  return { result, summary, changes, records: await ofHere() };
}
