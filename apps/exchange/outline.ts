/** An experiment while it is put together: names that are each its own, and what follows from its parts. */
import { iso, millis } from '../../core/experiment/durations.ts';
import type { Parameter, Step, Undo } from '../../core/experiment/schema/steps.ts';
import { fault } from '../../core/faults/catalogue.ts';
import type { Choice } from './choosing.ts';
import type { Facts } from './draft.ts';
import type { Question } from './importer.ts';
import { idFrom } from './names.ts';

export interface StepSketch {
  readonly title?: string;
  readonly action?: string;
  readonly fisTemplate?: string;
  readonly targets?: Readonly<Record<string, string>>;
  readonly with?: Step['with'];
  readonly undo?: Undo;
  readonly after?: readonly string[];
}

export interface Outline {
  /** The name that it has; one that is equal is not declared twice. */
  target(wanted: string, type: string, choice: Choice): string;
  /** The id that it has. */
  step(wanted: string, sketch: StepSketch): string;
  /** `${parameters.name}`. */
  parameter(wanted: string, declaration: Parameter): string;
  ask(path: Question['path'], question: string): void;
  /** Ids so far. */
  steps(): readonly string[];
  facts(): Pick<Facts, 'targets' | 'questions'> &
    Partial<Pick<Facts, 'parameters' | 'blastRadius' | 'maxDuration'>> & {
      readonly steps: readonly (StepSketch & { readonly id: string })[];
    };
}

type TargetSketch = ReturnType<typeof targetOf>;

export function outline(): Outline {
  const targets = new Map<string, TargetSketch>();
  const parameters = new Map<string, Parameter>();
  const steps: (StepSketch & { readonly id: string })[] = [];
  const questions: Question[] = [];
  return {
    target(wanted, type, choice) {
      const target = targetOf(type, choice);
      const same = [...targets].find(([, known]) => JSON.stringify(known) === JSON.stringify(target));
      if (same) return same[0];
      const name = free(wanted, targets);
      targets.set(name, target);
      if (Object.keys(target.where).length === 0)
        questions.push({ path: ['targets', name, 'where'], ask: 'which resources, by tags, ids, names or zone' });
      return name;
    },
    step(wanted, sketch) {
      const id = free(wanted, new Map(steps.map((step) => [step.id, step])));
      steps.push({ id, ...sketch });
      return id;
    },
    parameter(wanted, declaration) {
      const name = localName(wanted, 'value');
      if (!parameters.has(name)) parameters.set(name, declaration);
      return `\${parameters.${name}}`;
    },
    ask: (path, question) => {
      questions.push({ path, ask: question });
    },
    steps: () => steps.map(({ id }) => id),
    facts: () => ({
      targets: Object.fromEntries(targets),
      steps,
      ...(parameters.size > 0 && { parameters: Object.fromEntries(parameters) }),
      ...reachOf([...targets.values()]),
      ...lengthOf(steps, parameters),
      questions,
    }),
  };
}

function targetOf(type: string, { tags, ids, names, zone, region, filters, parameters, select }: Choice) {
  return {
    type,
    where: {
      ...(Object.keys(tags).length > 0 && { tags }),
      ...(ids.length > 0 && { ids }),
      ...(names.length > 0 && { names }),
      ...(zone !== undefined && { zone }),
      ...(region !== undefined && { region }),
      ...(Object.keys(filters).length > 0 && { filters }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
    },
    ...(select && { select }),
  };
}

/** As far as the source reaches; without a word of it, draftOf asks. */
function reachOf(targets: readonly TargetSketch[]): Partial<Pick<Facts, 'blastRadius'>> {
  const selects = targets.map(({ select }) => select);
  if (targets.length === 0 || selects.some((select) => select === undefined)) return {};
  const counts = selects.flatMap((select) => (select && 'count' in select ? [select.count] : []));
  const percents = selects.flatMap((select) => (select && 'percent' in select ? [select.percent] : []));
  if (![...counts, ...percents].every((each) => typeof each === 'number')) return {};
  if (percents.length === 0) return { blastRadius: { maxTargets: sum(counts as number[]) } };
  return { blastRadius: { maxPercent: Math.max(...(percents as number[])) } };
}

/** All steps one after the other, and ten minutes: an hour at least, twelve at most. */
function lengthOf(
  steps: readonly StepSketch[],
  parameters: ReadonlyMap<string, Parameter>,
): Partial<Pick<Facts, 'maxDuration'>> {
  const lengths = steps.map(({ action, with: given = {} }) => {
    const definition = action === undefined ? undefined : fault(action);
    if (definition?.bounded.by !== 'duration') return 0;
    return lengthWritten(given[definition.bounded.parameter], parameters);
  });
  const whole = sum(lengths) + 600_000;
  return whole <= 3_600_000 ? {} : { maxDuration: iso(Math.min(whole, 43_200_000)) };
}

function lengthWritten(value: unknown, parameters: ReadonlyMap<string, Parameter>): number {
  if (typeof value !== 'string') return 0;
  const parameter = /^\$\{parameters\.([\w-]+)\}$/.exec(value)?.[1];
  const written = parameter === undefined ? value : parameters.get(parameter)?.default;
  return typeof written === 'string' && /^P/.test(written) ? millis(written) : 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Letters, digits and hyphens, beginning with a letter. */
const localName = (wanted: string, otherwise: string): string =>
  wanted
    .replace(/[^\w-]+/g, '-')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 63)
    .replace(/[-_]+$/, '') || otherwise;

function free(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  const plain = idFrom(wanted, 'item');
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain.slice(0, 59)}-${n}`;
  return name;
}
