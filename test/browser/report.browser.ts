import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysReports } from '../../apps/report/days/index.ts';
import { daysReportOf } from '../../apps/report/days/model.ts';
import { html } from '../../apps/report/index.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { evacuated, second, tellDrill } from '../fixtures/drill.ts';
import { histories } from '../fixtures/histories.ts';
import { stretchWith } from '../fixtures/monkey-days.ts';
import { attacks, poisoned } from '../unit/apps/report/hostile.ts';
import { launch } from './chromium.ts';
import { type Inspection, inspect } from './inspect.ts';

let browser: Browser;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'squall-browser-'));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await rm(directory, { recursive: true });
});

/** A drill's runs, newest first: one of each mark that its charts know. */
const drills = [
  { alarm: 130 * second },
  { out: [0, 5] as const },
  { out: [0, 30] as const },
  { requests: (m: number) => (m === 5 ? null : 6000) },
].map((over, n) => tellDrill({ ...evacuated, runId: `leave-frankfurt-${n}`, ...over }).record);

type Scheme = 'light' | 'dark';
type Act = (page: Page) => Promise<unknown>;

interface Visit {
  readonly seen: Inspection;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

const visit = (history: RunHistory, width: number, scheme: Scheme, act?: Act): Promise<Visit> =>
  visitPage(html(history, { last: histories.held, records: drills }), width, scheme, act);

/** Opens a report from disk, as a person would, and looks at it. */
async function visitPage(text: string, width: number, scheme: Scheme, act?: Act): Promise<Visit> {
  const file = join(directory, 'report.html');
  await writeFile(file, text);
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await act?.(page);
  const seen = await inspect(page);
  await context.close();
  return { seen, complaints, requests };
}

const open = (page: Page): Promise<unknown> =>
  page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  describe.each([1280, 360])('%d px wide', (width) => {
    it.each([...Object.keys(histories), 'days'])('a run %s is legible, whole and silent', async (name) => {
      const { seen, complaints, requests } = await (name === 'days'
        ? visitPage(daysReports['.html']!(daysReportOf(stretchWith())), width, scheme)
        : visit(histories[name]!, width, scheme, open));
      expect(complaints).toEqual([]);
      expect(requests).toHaveLength(1);
      expect(seen.text).toBeGreaterThan(50);
      expect(seen.faint).toEqual([]);
      expect(seen.wide).toEqual([]);
      expect(seen.scrolls).toBe(false);
      expect(seen.tablesWithoutCaption).toBe(0);
      expect(seen.chartsWithoutName).toBe(0);
      expect(seen.headings[0]).toBe(1);
      expect(seen.headings.filter((level) => level === 1)).toHaveLength(1);
      const steps = seen.headings.slice(1).map((level, i) => level - seen.headings[i]!);
      expect(Math.max(...steps)).toBeLessThanOrEqual(1);
    });
  });
});

it.each([1280, 360])('hostile names do nothing, and break nothing at %d px', async (width) => {
  const { seen, complaints, requests } = await visit(poisoned(attacks), width, 'light', open);
  expect(complaints).toEqual([]);
  expect(requests).toHaveLength(1);
  expect(seen.scrolls).toBe(false);
});

it('can be walked with the keyboard: the skip link first, then the sections', async () => {
  const reached: string[] = [];
  await visit(histories.aborted!, 1280, 'light', async (page) => {
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate<string>("document.activeElement?.getAttribute('href') ?? ''"));
    }
  });
  expect(reached).toEqual(['#samples', '#hypothesis', '#samples', '#measures']);
});

it('draws every sample where its window is', async () => {
  let inside: boolean[] = [];
  await visit(histories.aborted!, 1280, 'light', async (page) => {
    // One period may straddle the injection.
    inside = await page.evaluate<boolean[]>(`[...document.querySelectorAll('.chart .breach')].map((mark) => {
      const [box, plot] = [mark.getBoundingClientRect(), mark.closest('svg.plot').querySelector('.grid').parentElement];
      const edge = plot.querySelector('.w-before').getBoundingClientRect().right;
      const middle = box.left + box.width / 2;
      return middle > edge - plot.clientWidth / 15 && middle <= plot.getBoundingClientRect().right;
    })`);
  });
  expect(inside.length).toBeGreaterThan(3);
  expect(inside).not.toContain(false);
});
