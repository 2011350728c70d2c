/** A call of another system made an action of ours, by its row of a mapping table. */
import { fault } from '../../core/faults/catalogue.ts';
import type { FaultValue } from '../../core/faults/parameter.ts';
import { undeclaredIrreversible } from '../../core/faults/undo.ts';
import { type Choice, choose, nothingChosen } from './choosing.ts';
import type { ArgumentRule, Counterpart } from './counterpart.ts';
import { limited } from './limits.ts';
import type { Outline, StepSketch } from './outline.ts';
import type { Place } from './place.ts';
import { podAccount, podsOf } from './pods.ts';
import { rowOf } from './row.ts';
import { convert, type Resolve } from './values.ts';

export interface Call {
  /** What its people call it: the step is named after it. */
  readonly name: string;
  readonly arguments: readonly (readonly [name: string, place: Place])[];
  readonly resolve: Resolve;
  /** Values of arguments that are not given. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** How long a fault without an end lasts, ISO 8601 or a reference. */
  readonly lasting: string;
  /** What the caller knows of its targets. */
  readonly choice?: Choice;
}

/** Notes what became of each argument, and declares the target. */
export function applied(counterpart: Counterpart, call: Call, outline: Outline): StepSketch {
  const given: Record<string, FaultValue> = { ...counterpart.with };
  const document: Record<string, string> = { ...counterpart.document };
  const choice = call.choice ?? nothingChosen();
  for (const [name, place] of call.arguments) {
    const rule = rowOf(counterpart.arguments, name);
    if (place.value === '' || place.value === null) place.kept('empty: it asks for nothing');
    else if (!rule) place.lost(`${counterpart.action} has nothing like it`);
    else follow(rule, place);
  }
  for (const [name, value] of Object.entries(call.defaults ?? {})) {
    const rule = rowOf(counterpart.arguments, name);
    const isGiven = call.arguments.some(([each, place]) => each === name && place.text() !== undefined);
    if (rule && 'to' in rule && 'as' in rule && !isGiven) put(given, rule.to, rule.as, value);
    if (rule && 'values' in rule && !isGiven && rule.values[String(value)] !== undefined)
      given[rule.to] = rule.values[String(value)]!;
    if (rule && 'document' in rule && !isGiven) put(document, rule.document, rule.as, value);
  }
  bound();
  const { target } = counterpart;
  if (target?.[1] === 'eks:pod') {
    podsOf(choice, outline);
    given.kubernetesServiceAccount ??= podAccount(outline);
  }
  const documentParameters = Object.keys(document).length > 0 ? JSON.stringify(document) : undefined;
  const step = {
    action: counterpart.action,
    ...(target && { targets: { [target[0]]: outline.target(`${call.name}-targets`, target[1], choice) } }),
    ...((Object.keys(given).length > 0 || documentParameters) && {
      with: { ...given, ...(documentParameters && { documentParameters }) } as NonNullable<StepSketch['with']>,
    }),
  };
  // What nobody undoes is declared so: by the row, or in the catalogue's own words.
  const definition = fault(counterpart.action);
  const irreversible = counterpart.irreversible ?? (definition && undeclaredIrreversible(definition, step));
  return irreversible === undefined ? step : { ...step, undo: { irreversible } };

  function follow(rule: ArgumentRule, place: Place): void {
    if ('lost' in rule) place.lost(rule.lost);
    else if ('only' in rule) {
      const { today } = call.resolve(place.value);
      if (rule.only.includes(String(today).toLowerCase())) place.kept('as it is here in any case');
      else place.lost(rule.otherwise);
    } else if ('where' in rule) choose(choice, place, rule.where, call.resolve, rule.how);
    else if ('select' in rule) select(rule, place);
    else if ('values' in rule) oneOf(rule, place);
    else {
      const made = convert(call.resolve(place.value), rule.as);
      const name = 'to' in rule ? rule.to : rule.document;
      const fitting = typeof made === 'string' ? made : limited(counterpart.action, name, made);
      if (typeof fitting === 'string') {
        place.lost(fitting);
        return;
      }
      if ('to' in rule) given[name] = together(given[name], fitting.value);
      else document[name] = String(fitting.value);
      const how = [rule.how, fitting.how].filter((each) => each !== undefined).join('; ');
      if (how === '') place.kept();
      else place.changed(how);
    }
  }

  function oneOf(rule: Extract<ArgumentRule, { values: unknown }>, place: Place): void {
    const { today } = call.resolve(place.value);
    const key = String(today).toLowerCase();
    if (!Object.hasOwn(rule.values, key)) {
      place.lost(`it is none of ${Object.keys(rule.values).join(', ')}`);
      return;
    }
    const value = rule.values[key];
    if (value !== undefined) given[rule.to] = value;
    place.kept();
  }

  function select(rule: Extract<ArgumentRule, { select: string }>, place: Place): void {
    const as = rule.select === 'count' ? 'whole' : rule.select === 'percent' ? 'percent' : 'fraction → percent';
    const made = convert(call.resolve(place.value), as);
    if (typeof made === 'string') {
      place.lost(made);
      return;
    }
    if (made.value === 0) {
      place.lost('none of them would be hit');
      return;
    }
    const value = made.value as number | string;
    choice.select = rule.select === 'count' ? { count: value } : { percent: value };
    const how = rule.how ?? made.how;
    if (how === undefined) place.kept();
    else place.changed(how);
  }

  function put(into: Record<string, FaultValue>, name: string, as: Parameters<typeof convert>[1], value: unknown) {
    const made = convert({ written: value, today: value, refers: false }, as);
    const fitting = typeof made === 'string' ? made : limited(counterpart.action, name, made);
    if (typeof fitting !== 'string') into[name] = fitting.value;
  }

  /** A fault that has to have an end, and of which the source says none. */
  function bound(): void {
    const definition = fault(counterpart.action);
    if (definition?.bounded.by !== 'duration') return;
    const { parameter } = definition.bounded;
    const required = definition.parameters.find(({ name }) => name === parameter)?.required ?? false;
    if (required && given[parameter] === undefined) given[parameter] = call.lasting;
  }
}

/** Two arguments may name parts of one list. */
const together = (before: FaultValue | undefined, more: FaultValue): FaultValue =>
  Array.isArray(before) && Array.isArray(more) ? [...before, ...more] : more;
