/** Reports as files. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RunHistory } from '../../core/history/run-history.ts';
import { html } from './html/document.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';

export const reportFormats = ['html', 'json', 'markdown', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const faces: Record<
  ReportFormat,
  readonly [file: string, draw: (history: RunHistory, previous?: RunHistory) => string]
> = {
  html: ['report.html', html],
  json: ['report.json', json],
  markdown: ['report.md', markdown],
  junit: ['junit.xml', junit],
};

/**
 * Each file appears whole or not at all: it is written beside its place, flushed, and renamed.
 * @returns absolute paths, in the order of `formats`, each once. @throws what the file system throws.
 */
export async function writeReport(
  history: RunHistory,
  directory: string,
  formats: readonly ReportFormat[],
  previous?: RunHistory,
): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const paths: string[] = [];
  for (const format of new Set(formats)) {
    const [file, draw] = faces[format];
    const path = resolve(join(directory, file));
    await writeWhole(path, draw(history, previous));
    paths.push(path);
  }
  return paths;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
