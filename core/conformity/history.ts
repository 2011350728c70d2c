/** What is known of findings from scan to scan: since when, for how long, and whether their owner was told. */
import type { Instant, Millis } from '../ports/clock.ts';
import { type Finding, findingKey, type ScanResult } from './finding.ts';
import { type Severity, weightOf } from './rule.ts';

export type Standing =
  /** The last scan that evaluated it found it. */
  | 'open'
  /** It was open, and could not be evaluated since: it counts until it is looked at again. */
  | 'unconfirmed'
  /** The rule found it conforming, or what it was about is no more. */
  | 'gone';

export interface FindingRecord {
  /** Where: of several worlds and accounts each has its own. */
  readonly place: string;
  /** As it was last found. */
  readonly finding: Finding;
  readonly standing: Standing;
  /** Of this time: one that was gone and is back begins anew. */
  readonly firstSeen: Instant;
  /** When it was last written: when something about it changed. */
  readonly changedAt: Instant;
  /** Why it is gone, or not confirmed. */
  readonly why?: string;
  /** How often it has been back after it was gone. */
  readonly returned: number;
  /** How severe it was when its owner was last told. Missing: nothing yet. */
  readonly told?: Severity;
  /** Raised by each write, which is held to it. */
  readonly version: number;
}

export type Change = 'new' | 'back' | 'worse' | 'better' | 'other' | 'unconfirmed' | 'gone';

export interface Changed {
  readonly change: Change;
  readonly before: FindingRecord | undefined;
  readonly after: FindingRecord;
}

/** How long it has stood, or stood until it was gone. */
export const lastedOf = ({ firstSeen, standing, changedAt }: FindingRecord, now: Instant): Millis =>
  (standing === 'gone' ? changedAt : now) - firstSeen;

export const recordKey = ({ place, finding }: Pick<FindingRecord, 'place' | 'finding'>): string =>
  `${place}#${findingKey(finding)}`;

/**
 * What a scan changes about what is known. One that still stands as it was is no change, and
 * nothing is written for it.
 * @param known of any place: those of others are left alone
 */
export function changesOf(known: readonly FindingRecord[], result: ScanResult, now: Instant): readonly Changed[] {
  const { place } = result;
  const before = new Map(known.filter((each) => each.place === place).map((each) => [findingKey(each.finding), each]));
  const found = new Map(result.findings.map((finding) => [findingKey(finding), finding]));
  const changes: Changed[] = [];
  for (const [key, finding] of found) {
    const record = before.get(key);
    const change = record ? changeOf(record, finding) : 'new';
    if (change === undefined) continue;
    const begins = record === undefined || record.standing === 'gone';
    changes.push({
      change,
      before: record,
      after: {
        place,
        finding,
        standing: 'open',
        firstSeen: begins ? now : record.firstSeen,
        changedAt: now,
        returned: (record?.returned ?? 0) + (change === 'back' ? 1 : 0),
        ...(!begins && told(record, finding, change)),
        version: (record?.version ?? 0) + 1,
      },
    });
  }
  const unsure = unsureAbout(result);
  for (const [key, record] of before) {
    if (found.has(key) || record.standing === 'gone') continue;
    const why = unsure(record.finding);
    if (why === undefined) changes.push(moved(record, 'gone', endOf(record.finding, result), now));
    else if (record.standing === 'open') changes.push(moved(record, 'unconfirmed', why, now));
  }
  return changes;
}

function changeOf({ standing, finding: was }: FindingRecord, finding: Finding): Change | undefined {
  if (standing === 'gone') return 'back';
  const worse = weightOf(finding.severity) - weightOf(was.severity);
  if (worse !== 0) return worse > 0 ? 'worse' : 'better';
  // A suppression that has run out brings back what it hid.
  if (was.suppressed && !finding.suppressed) return 'worse';
  if (standing === 'unconfirmed') return 'other';
  return JSON.stringify(was) === JSON.stringify(finding) ? undefined : 'other';
}

/**
 * What its owner was told counts as long as it is no news that it is so bad: of one that got
 * better, or is lived with, the next turn for the worse is news again.
 */
function told({ told: before }: FindingRecord, finding: Finding, change: Change): Pick<FindingRecord, 'told'> {
  if (before === undefined || finding.suppressed) return {};
  return { told: change === 'better' ? finding.severity : before };
}

const moved = (record: FindingRecord, standing: 'unconfirmed' | 'gone', why: string, now: Instant): Changed => ({
  change: standing,
  before: record,
  after: { ...record, standing, changedAt: now, why, version: record.version + 1 },
});

const endOf = ({ resource, rule }: Finding, { seen }: ScanResult): string =>
  seen.includes(resource.id) ? `${rule} holds, or is not asked any more` : `${resource.name} is no more`;

/** Why nobody can say whether a finding still holds. By the thing itself, or by all of its kind. */
function unsureAbout({ notEvaluated, seen }: ScanResult): (finding: Finding) => string | undefined {
  const there = new Set(seen);
  return ({ rule, resource }) =>
    notEvaluated.find(
      (each) =>
        each.rule === rule &&
        (each.resource.id === resource.id ||
          // A kind that was not read is told as a whole, and then nothing of it was seen.
          (each.resource.kind === resource.kind && !there.has(each.resource.id) && !there.has(resource.id))),
    )?.why;
}
