/**
 * Plots are as wide as the page lets them be: x is in percent, y in pixels.
 * So text keeps its size on a phone, and all charts share one time axis.
 */
import { place, type TimeAxis } from '../model/scale.ts';

export const plotHeight = 132;
export const rowHeight = 28;
/** Room above the highest and below the lowest value, for their marks. */
const pad = 9;

/** "43.25%" of the plot's width. */
export const across = (share: number): string => `${Number((share * 100).toFixed(3))}%`;
export const acrossAt = (at: number, axis: TimeAxis): string => across(Math.min(1, Math.max(0, place(at, axis))));
/** Pixels from the top. */
export const down = (share: number, height: number): number =>
  Number((pad + (1 - share) * (height - 2 * pad)).toFixed(2));
