/** What a plan does and waits for, wave by wave. */
import type { Plan, PlannedAwait, PlannedStep } from '../../../core/plan/plan.ts';
import { wordsOf } from '../../../core/plan/plan-awaits.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { pairs } from '../text/table.ts';
import { spoken } from '../text/times.ts';

export function stepSection(plan: Plan, colours: Colours, columns: number): string[] {
  const { steps, awaits = [], waves } = plan;
  const of = (wave: number, rung?: string) =>
    waves > 1 ? `wave ${wave}${rung === undefined ? '' : ` at ${rung}`} · ` : '';
  const all = [
    ...steps.map((step) => ({
      wave: step.wave,
      lines: stepLines(plan, step, of(step.wave, step.rung), colours, columns),
    })),
    ...awaits.map((each) => ({ wave: each.wave, lines: awaitLines(each, of(each.wave), colours) })),
  ];
  return [colours.bold('Steps'), ...all.toSorted((a, b) => a.wave - b.wave).flatMap(({ lines }) => lines)];
}

function stepLines(plan: Plan, step: PlannedStep, wave: string, colours: Colours, columns: number): string[] {
  return [
    `  ${colours.cyan(step.id)}${step.changes.startsWith(step.title) ? '' : `  ${step.title}`}`,
    `    ${colours.dim(`${wave}${step.action} on ${touched(step)}, ${lasting(step)}`)}`,
    ...pairs(
      [
        ['changes', step.changes],
        ['undone', undone(plan, step, colours)],
      ],
      columns,
      '    ',
    ),
  ];
}

function awaitLines({ id, title, what, within, otherwise }: PlannedAwait, wave: string, colours: Colours): string[] {
  const words = wordsOf(what);
  const waits =
    what.kind === 'time'
      ? `waits for ${spoken(within)}`
      : `waits for ${words}, ${spoken(within)} at most; ${otherwise === 'end' ? 'without it the run ends' : 'goes on without it'}`;
  return [`  ${colours.cyan(id)}${title === words ? '' : `  ${title}`}`, `    ${colours.dim(`${wave}${waits}`)}`];
}

function lasting({ stands, moves, duration }: PlannedStep): string {
  if (moves) return `until all else is undone, ${spoken(duration)} at most`;
  if (stands) return `until the run is over, ${spoken(duration)} at most`;
  return duration > 0 ? `for ${spoken(duration)}` : 'at once';
}

const touched = (step: PlannedStep): string => count(new Set(Object.values(step.targets).flat()).size, 'target');

function undone(plan: Plan, step: PlannedStep, colours: Colours): string {
  const declared = plan.irreversible.find(({ stepId }) => stepId === step.id);
  if (declared) return colours.red(`never: irreversible, ${declared.reason}`);
  if (step.undo.by === 'nobody') return colours.red(`never: ${step.undo.reason}`);
  return step.undo.by === 'provider' ? `by itself: ${step.undo.how}` : `by squall: ${step.undo.how}`;
}
