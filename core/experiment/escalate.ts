/** An escalation written out: its steps once for each value of its parameter, one rung after the other. */
import { type ParameterValue, referencesIn, replaceParameters, textsIn } from './references.ts';
import type { Experiment } from './schema/experiment.ts';
import type { Escalation, Step, Target } from './schema/steps.ts';
import { predecessors } from './waves.ts';

/** An experiment whose parameters are taken out, and its escalation with them. */
type Declared = Omit<Experiment, 'parameters' | 'escalation'>;

/** `250 ms`, or `delay 250` where no unit is said. */
export const rungText = ({ parameter, unit }: Escalation, value: number): string =>
  unit === undefined ? `${parameter} ${value}` : `${value} ${unit}`;

/** Whether a value refers to the parameter anywhere. */
export const mentions = (value: unknown, parameter: string): boolean =>
  [...textsIn(value)].some(({ text }) =>
    referencesIn(text).some((each) => each.kind === 'parameter' && each.name === parameter),
  );

/**
 * Steps and targets that the parameter decides get a number at the end of their name: `latency`
 * becomes `latency-1`, `latency-2`. A target of which the parameter says how much is drawn
 * as the one of the file, so that each rung hits what the one before it has hit, and more.
 * In texts the parameter stands for all its values.
 * @param values of all other parameters
 */
export function escalated(
  experiment: Declared,
  escalation: Escalation,
  values: ReadonlyMap<string, ParameterValue>,
): unknown {
  const { steps, targets, ...rest } = experiment;
  const { parameter, through } = escalation;
  const decided = new Set(Object.keys(targets).filter((name) => mentions(targets[name], parameter)));
  const rungs = through.map((value, i) => {
    const at = new Map([...values, [parameter, value]]);
    const before = i === 0 ? [] : steps.map(({ id }) => numbered(id, i));
    return {
      steps: steps.map((step, index) => ({
        ...(replaceParameters(step, at) as Step),
        ...renamed(step, i + 1, decided),
        ...orderOf(steps, index, i + 1, before),
        rung: rungText(escalation, value),
      })),
      targets: [...decided].map((name) => [
        numbered(name, i + 1),
        { ...(replaceParameters(targets[name], at) as Target), drawnAs: targets[name]?.drawnAs ?? name },
      ]),
    };
  });
  const others = Object.entries(targets).filter(([name]) => !decided.has(name));
  const said = new Map([...values, [parameter, inWords(through)]]);
  return {
    ...(replaceParameters(rest, said) as object),
    targets: {
      ...(replaceParameters(Object.fromEntries(others), values) as object),
      ...Object.fromEntries(rungs.flatMap((rung) => rung.targets)),
    },
    steps: rungs.flatMap((rung) => rung.steps),
  };
}

/** A name takes 63 characters. */
const numbered = (name: string, n: number): string => `${name.slice(0, 60)}-${n}`;

const renamed = ({ id, targets }: Step, n: number, decided: ReadonlySet<string>): Partial<Step> => ({
  id: numbered(id, n),
  ...(targets && {
    targets: Object.fromEntries(
      Object.entries(targets).map(([key, name]) => [key, decided.has(name) ? numbered(name, n) : name]),
    ),
  }),
});

/** What begins a rung waits for all of the one before it; the rest has the order of the file. */
function orderOf(steps: readonly Step[], index: number, n: number, before: readonly string[]): Partial<Step> {
  const own = predecessors(steps, index).map((id) => numbered(id, n));
  return { after: own.length === 0 ? [...before] : own };
}

const inWords = (values: readonly number[]): string => `${values.slice(0, -1).join(', ')} and then ${values.at(-1)}`;
