import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { html, json, junit, markdown, writeReport } from '../../../../apps/report/index.ts';
import { histories } from '../../../fixtures/histories.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'squall-report-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('writeReport', () => {
  it('writes the formats asked for, makes the folder, answers absolute paths in order', async () => {
    const target = join(directory, 'a', 'b');
    const paths = await writeReport(histories.held!, target, ['junit', 'html', 'json', 'markdown', 'html']);
    expect(paths).toEqual(['junit.xml', 'report.html', 'report.json', 'report.md'].map((file) => join(target, file)));
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    expect(texts).toEqual([junit, html, json, markdown].map((face) => face(histories.held!)));
  });

  it('replaces an earlier report and leaves nothing beside it', async () => {
    await writeReport(histories.held!, directory, ['html']);
    await writeReport(histories.aborted!, directory, ['html']);
    expect(await readdir(directory)).toEqual(['report.html']);
    expect(await readFile(join(directory, 'report.html'), 'utf8')).toBe(html(histories.aborted!));
  });

  it('fails aloud, and leaves no part behind, when it cannot write', async () => {
    await writeFile(join(directory, 'file'), '');
    await expect(writeReport(histories.held!, join(directory, 'file'), ['json'])).rejects.toThrow();
    expect(await readdir(directory)).toEqual(['file']);
  });
});

describe('json', () => {
  it('holds the journal, the record and the ledger whole', () => {
    const { record, journal, ledger } = histories.drifted!;
    expect(JSON.parse(json(histories.drifted!))).toEqual({ schemaVersion: 1, record, journal, ledger });
  });
});
