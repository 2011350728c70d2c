import type { FindingRecord } from '../conformity/history.ts';
import type { Severity } from '../conformity/rule.ts';
import type { Instant } from './clock.ts';

/** One scan, in numbers. */
export interface ScanSummary {
  readonly place: string;
  readonly at: Instant;
  /** Open ones, suppressed ones left out. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  readonly notEvaluated: number;
  readonly conforming: number;
}

/** What scans found, one record a finding and place. Of scans alone: the lifecycle knows nothing of it. */
export interface Findings {
  /** Those of all places, gone ones too as long as they are kept, by key. */
  all(): Promise<readonly FindingRecord[]>;
  /** Held to the version before: false when another scan was first, and nothing is written then. */
  keep(record: FindingRecord): Promise<boolean>;
  /** Once for each place and time. */
  scanned(summary: ScanSummary): Promise<void>;
  /** Newest first. @param limit at most so many */
  scans(limit: number): Promise<readonly ScanSummary[]>;
}
