/** A figure of a drill in words. */
import type { Told } from '../../../core/drill/trend.ts';
import { spanOf } from '../../../core/experiment/durations.ts';
import type { ObjectiveName } from '../../../core/history/measured.ts';
import { timedText } from './drill.ts';
import { figure } from './numbers.ts';

/** Of many runs: "never" where it did not come about. */
export const figureText = (name: ObjectiveName, value: number): string => {
  if (!Number.isFinite(value)) return 'never';
  return name === 'successRate' ? `${figure(value)} %` : spanOf(value);
};

/** As the run's own report tells it. */
export function toldText(name: ObjectiveName, { range }: Pick<Told, 'range'>): string {
  if (!range) return 'unknown';
  if (name === 'successRate') return figureText(name, range.most);
  const { least, most } = range;
  return timedText(Number.isFinite(most) ? { is: 'measured', least, most } : { is: 'never', least, why: '' }).text;
}
