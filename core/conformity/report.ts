/** What is said of a scan: its numbers, and a letter to each owner. */
import type { Instant } from '../ports/clock.ts';
import type { ScanSummary } from '../ports/findings.ts';
import type { OwnerNotice } from '../ports/owner-notices.ts';
import type { ScanResult } from './finding.ts';
import { type FindingRecord, recordKey } from './history.ts';
import { weightOf } from './rule.ts';
import { kindNames } from './things.ts';
import { counted } from './words.ts';

export function summaryOf({ place, findings, notEvaluated, conforming }: ScanResult, at: Instant): ScanSummary {
  const count = (severity: string) => findings.filter((each) => !each.suppressed && each.severity === severity).length;
  return {
    place,
    at,
    findings: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
    suppressed: findings.filter(({ suppressed }) => suppressed).length,
    notEvaluated: notEvaluated.length,
    conforming,
  };
}

/** Open, counting, and worse than its owner was last told, or not told at all. */
export function isNews({ standing, finding, told }: FindingRecord): boolean {
  if (standing !== 'open' || finding.suppressed) return false;
  return told === undefined || weightOf(finding.severity) > weightOf(told);
}

export interface Letter {
  readonly notice: OwnerNotice;
  readonly records: readonly FindingRecord[];
}

/** SNS takes 256 KB; a letter that nobody reads to its end helps nobody. */
const most = 40;

/** One for each owner, worst findings first. */
export function lettersOf(news: readonly FindingRecord[]): readonly Letter[] {
  const byOwner = Map.groupBy(news, ({ finding }) => finding.owner);
  return [...byOwner].map(([owner, mine]) => {
    const records = mine.toSorted((a, b) => weightOf(b.finding.severity) - weightOf(a.finding.severity));
    const [worst] = records;
    const told = records.slice(0, most).map(paragraphOf);
    const more = records.length - told.length;
    return {
      records,
      notice: {
        key: records
          .map((record) => `${recordKey(record)} ${record.version}`)
          .sort()
          .join(' '),
        kind: 'findings',
        ...(owner !== undefined && { owner }),
        subject: `${counted(records.length, 'finding')} for ${owner ?? 'nobody'}, ${worst?.finding.severity} the worst`,
        body: [
          owner === undefined
            ? 'What was found is nobody’s: no tag says who owns it.'
            : `What a scan found that is new or worse, for ${owner}.`,
          ...told,
          ...(more > 0 ? [`and ${more} more: squall ls findings lists them all`] : []),
        ].join('\n\n'),
      },
    };
  });
}

const paragraphOf = ({ finding, place }: FindingRecord): string => {
  const { severity, rule, resource, found, expected, remedy, proof, expired } = finding;
  return [
    `${severity.toUpperCase()} ${rule}: ${kindNames[resource.kind]} ${resource.name} (${place})`,
    `found: ${found}`,
    `expected: ${expected}`,
    `do: ${remedy}`,
    `prove it: ${proof.command}`,
    ...(expired ? [`its suppression ran out on ${expired.until}: ${expired.reason}`] : []),
  ].join('\n');
};
