/** Writes what a run leaves for people and for a CI. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Earlier } from '../../report/index.ts';

export type ReportFormat = 'html' | 'markdown' | 'json' | 'junit';
export const allFormats: readonly ReportFormat[] = ['html', 'markdown', 'json', 'junit'];

export interface ReportPlaces {
  readonly directory: string;
  /** `--report` */
  readonly report?: string;
  /** `--junit` */
  readonly junit?: string;
}

/** Where the report of a run goes unless it is said otherwise. */
export const reportDirectory = (directory: string, runId: string): string => join(directory, 'reports', runId);

/**
 * In the formats that the experiment asks for, all when it says none.
 * @param earlier runs of the same experiment, to set it beside
 * @returns the paths written
 */
export async function writeReports(
  history: RunHistory,
  places: ReportPlaces,
  earlier: Earlier,
): Promise<readonly string[]> {
  const { junit, writeReport } = await import('../../report/index.ts');
  const formats = history.record.plan.definition.report?.formats ?? allFormats;
  const target = places.report ?? reportDirectory(places.directory, history.record.runId);
  const written = await writeReport(history, target, [...formats], earlier);
  if (places.junit === undefined) return written;
  mkdirSync(resolve(dirname(places.junit)), { recursive: true });
  writeFileSync(places.junit, junit(history));
  return [...written, places.junit];
}
