/** What every plot of a run stands on: shaded windows, the time grid, the moments. */
import type { Report } from '../model/report.ts';
import { place } from '../model/scale.ts';
import { across, acrossAt } from './geometry.ts';
import { html, type Markup } from './markup.ts';

type Shared = Pick<Report, 'axis' | 'windows' | 'moments'>;

export const windowRects = ({ axis, windows }: Shared, height: number): readonly Markup[] =>
  windows.map(({ kind, from, to }) => {
    const [start, end] = [place(from, axis), place(to, axis)];
    return html`<rect class="w-${kind}" x="${across(start)}" y="0" width="${across(end - start)}" height="${height}"/>`;
  });

export const timeGrid = ({ axis }: Shared, height: number): readonly Markup[] =>
  axis.ticks.map(
    ({ at, major }) =>
      html`<line class="grid${!major && ' wide'}" x1="${acrossAt(at, axis)}" x2="${acrossAt(at, axis)}" y1="0" y2="${height}"/>`,
  );

export const momentLines = ({ axis, moments }: Shared, height: number): readonly Markup[] =>
  moments.map(
    ({ at }) =>
      html`<line class="moment" x1="${acrossAt(at, axis)}" x2="${acrossAt(at, axis)}" y1="0" y2="${height}"/>`,
  );

/** Minutes (or seconds, or hours) from the injection, below a plot. */
export const timeLabels = ({ axis }: Shared, y: number): readonly Markup[] =>
  axis.ticks.map(
    ({ at, label, major }) =>
      html`<text class="mid${!major && ' wide'}" x="${acrossAt(at, axis)}" y="${y}">${label}</text>`,
  );
