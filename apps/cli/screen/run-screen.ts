/** The screen of a run, as lines: phases, probes, stop conditions, targets, lease. Pure. */

import { describe, figure } from '../../../core/steady-state/tolerance.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { sparkline } from '../text/sparkline.ts';
import { spoken, timeOfDay } from '../text/times.ts';
import { cut, padEnd, padStart, width } from '../text/width.ts';
import { bounds } from './bounds.ts';
import { current, type PhaseLine } from './phases.ts';
import { type ProbeView, plannedTargets, type RunView } from './run-view.ts';
import { stopConditions } from './stop-conditions.ts';

export interface Canvas {
  readonly colours: Colours;
  readonly columns: number;
  readonly rows: number;
  /** Counts redraws, for the mark that shows life. */
  readonly frame: number;
}

const turning = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** Every line fits the width, so that redrawing in place never meets a wrapped one. On a low screen the air between goes. */
export function runScreen(view: RunView, canvas: Canvas): string[] {
  const { colours, columns, rows } = canvas;
  const { title, name } = view.plan.definition.metadata;
  const sections = [
    [`${colours.bold(title)}  ${colours.dim(view.runId ?? name)}`, colours.dim(view.where)],
    view.phases.map((phase) => phaseLine(view, phase, canvas)),
    [colours.bold('Probes'), ...probeLines(view.probes, colours, columns)],
    [colours.bold('Stop conditions'), ...stopConditions(view, colours).map((line) => `  ${line}`)],
    [footer(view, colours), ...(view.said ? [colours.yellow(view.said)] : [])],
  ];
  const airy = sections.flatMap((section) => ['', ...section]);
  const lines = airy.length < rows ? airy : sections.flat();
  return lines.map((line) => cut(line, columns - 1));
}

function phaseLine(view: RunView, phase: PhaseLine, { colours, frame }: Canvas): string {
  const on = view.terminal === undefined && current(view.phases)?.step === phase.step && view.runId !== undefined;
  const marks = {
    waiting: colours.dim('·'),
    active: colours.cyan('▸'),
    done: colours.green('✔'),
    failed: colours.red('✖'),
    skipped: colours.dim('–'),
  };
  const mark = on ? colours.cyan(turning[frame % turning.length]!) : marks[phase.state];
  const previous = view.phases.findLast(({ until }) => until !== undefined)?.until;
  const from = phase.from ?? (on ? previous : undefined);
  const until = phase.until ?? (on ? view.now : undefined);
  const elapsed = from === undefined || until === undefined ? '' : spoken(until - from);
  const quiet = !on && (phase.state === 'waiting' || phase.state === 'skipped');
  const title = padEnd(phase.title, 13);
  const note = phase.state === 'failed' ? colours.red(phase.note ?? '') : colours.dim(phase.note ?? '');
  return `  ${mark} ${quiet ? colours.dim(title) : title} ${padStart(elapsed, 7)}  ${note}`.trimEnd();
}

function probeLines(probes: readonly ProbeView[], colours: Colours, columns: number): string[] {
  const names = Math.max(...probes.map(({ probe }) => width(probe.id)));
  const tolerances = probes.map(({ probe }) => (probe.expect ? describe(probe.expect) : 'holds'));
  const widest = Math.max(...tolerances.map(width));
  const space = Math.max(8, Math.min(48, columns - names - widest - 30));
  return probes.map(({ probe, samples }, i) => {
    const last = samples.at(-1);
    const values = samples.map(({ value, ok }) =>
      typeof value === 'number' ? value : ok === undefined ? undefined : +ok,
    );
    const paint = last?.ok === false ? colours.red : last?.ok === undefined ? colours.dim : colours.green;
    const word = last === undefined ? '' : last.ok === false ? 'out' : last.ok ? 'ok' : '';
    const line = padEnd(sparkline(values, space, bounds(probe)), space);
    const value = padStart(last?.value === undefined ? '–' : figure(last.value), 9);
    return `  ${padEnd(probe.id, names)}  ${paint(line)} ${value}  ${colours.dim(padEnd(tolerances[i]!, widest))}  ${paint(word)}`.trimEnd();
  });
}

function footer(view: RunView, colours: Colours): string {
  const planned = plannedTargets(view.plan);
  const parts = [
    `${view.touched.size} of ${planned} touched`,
    ...(view.undone > 0 ? [`${view.undone} of ${count(view.plan.steps.length, 'step')} undone`] : []),
    ...(view.leaseUntil && view.now && !view.terminal ? [`lease ends in ${spoken(view.leaseUntil - view.now)}`] : []),
    ...(view.now ? [`${view.time === 'world' ? 'world time ' : ''}${timeOfDay(view.now)} UTC`] : []),
  ];
  return `${colours.bold('Targets')}  ${parts.join(' · ')}`;
}
