/** `squall ls findings`: what scans found, how long it has stood, and what went. */
import { type FindingRecord, lastedOf } from '../../../core/conformity/history.ts';
import { weightOf } from '../../../core/conformity/rule.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { plainAll } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { dateTime, spoken } from '../text/times.ts';

export interface FindingListOptions extends PlatformOptions {
  readonly output: Format;
  readonly limit?: number;
}

const standings = { open: 0, unconfirmed: 1, gone: 2 } as const;

/** Those that stand first, the worst of them first; then those that are gone, the latest first. */
const inOrder = (a: FindingRecord, b: FindingRecord): number =>
  standings[a.standing] - standings[b.standing] ||
  (a.standing === 'gone' ? b.changedAt - a.changedAt : 0) ||
  weightOf(b.finding.severity) - weightOf(a.finding.severity) ||
  a.firstSeen - b.firstSeen;

export async function listFindings(io: Io, options: FindingListOptions): Promise<void> {
  await withPlatform(io, options, async (platform) => {
    const records = (await platform.findings()).toSorted(inOrder).slice(0, options.limit);
    if (await printed(io, options.output, records)) return;
    if (records.length === 0) return io.out(`No scan of ${platform.name} has found anything: squall scan makes one.`);
    const now = Date.now();
    const columns = ['severity', 'rule', 'resource', 'owner', 'where', 'stands', 'since', 'for'].map((title) => ({
      title,
    }));
    const rows = plainAll(records).map((record) => {
      const { finding, place, standing, firstSeen } = record;
      return [
        finding.severity,
        finding.rule,
        finding.resource.name,
        finding.owner ?? '',
        place,
        finding.suppressed && standing === 'open' ? `suppressed until ${finding.suppressed.until}` : standing,
        dateTime(firstSeen),
        spoken(lastedOf(record, now)),
      ];
    });
    for (const line of table(columns, rows, io.colours.dim)) io.out(line);
  });
}
