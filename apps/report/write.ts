/** Reports as files. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RunHistory } from '../../core/history/run-history.ts';
import { writeWhole } from '../documents/whole-file.ts';
import { html } from './html/document.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Earlier } from './model/report.ts';

export const reportFormats = ['html', 'json', 'markdown', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const faces: Record<ReportFormat, readonly [file: string, draw: (history: RunHistory, earlier?: Earlier) => string]> = {
  html: ['report.html', html],
  json: ['report.json', json],
  markdown: ['report.md', markdown],
  junit: ['junit.xml', junit],
};

/**
 * Each file appears whole or not at all.
 * @returns absolute paths, in the order of `formats`, each once. @throws what the file system throws.
 */
export async function writeReport(
  history: RunHistory,
  directory: string,
  formats: readonly ReportFormat[],
  earlier?: Earlier,
): Promise<string[]> {
  // Absolute: in a working directory that is gone Node looks for the parent of a relative one for ever.
  await mkdir(resolve(directory), { recursive: true });
  const paths: string[] = [];
  for (const format of new Set(formats)) {
    const [file, draw] = faces[format];
    const path = resolve(join(directory, file));
    await writeWhole(path, draw(history, earlier));
    paths.push(path);
  }
  return paths;
}
