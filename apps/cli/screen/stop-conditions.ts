/** The stop conditions of a run as gauges: how close each is to ending it. */
import { figure } from '../../../core/steady-state/tolerance.ts';
import type { Colours } from '../io.ts';
import { gauge } from '../text/sparkline.ts';
import { padEnd } from '../text/width.ts';
import type { RunView } from './run-view.ts';

const columns = 12;

/** Lines: one an alarm, one a rule of `stopWhen`. */
export function stopConditions(view: RunView, colours: Colours): string[] {
  const { stopWhen = [], stopAlarms = [], unsafe } = view.plan.definition.guardrails;
  const names = [...stopAlarms, ...stopWhen.map(ruleName)];
  const widest = Math.max(0, ...names.map((name) => name.length));
  const alarms = stopAlarms.map((name) => {
    const state = view.alarms[name] ?? 'not looked at yet';
    const paint = state === 'OK' ? colours.green : state === 'ALARM' ? colours.red : colours.yellow;
    return `${padEnd(name, widest)}  ${paint(state)}`;
  });
  const rules = stopWhen.map((rule) => {
    const last = view.probes
      .find(({ probe }) => probe.id === rule.probe)
      ?.samples.findLast(({ value }) => typeof value === 'number')?.value;
    const name = padEnd(ruleName(rule), widest);
    if (typeof last !== 'number') return `${name}  ${colours.dim('no data yet')}`;
    const share = closeness(last, rule);
    const paint = share >= 1 ? colours.red : share >= 0.75 ? colours.yellow : colours.green;
    return `${name}  ${paint(gauge(share, columns))} ${figure(last)}`;
  });
  return unsafe?.noStopCondition !== undefined
    ? [...alarms, ...rules, colours.red(`none: ${unsafe.noStopCondition}`)]
    : [...alarms, ...rules];
}

type Rule = NonNullable<RunView['plan']['definition']['guardrails']['stopWhen']>[number];

const ruleName = (rule: Rule): string =>
  [
    rule.probe,
    ...(rule.above === undefined ? [] : [`above ${figure(rule.above)}`]),
    ...(rule.below === undefined ? [] : [`below ${figure(rule.below)}`]),
    `for ${rule.for}`,
  ].join(' ');

/** 1 and more: the threshold is passed. */
function closeness(value: number, rule: Rule): number {
  if (typeof rule.above === 'number') return rule.above === 0 ? Number(value > 0) : value / rule.above;
  if (typeof rule.below === 'number') return value <= 0 ? 1 : rule.below / value;
  return 0;
}
