/** Parameters given their values, and every reference to them replaced, before anything runs. */
import { describeFound } from '../validation/found.ts';
import { nearest } from '../validation/nearest.ts';
import { listed, type Problem, problem, sentence } from '../validation/problem.ts';
import { valueAt } from '../validation/schemas.ts';
import { drawZone, type PastDraw, type ZoneDraw } from './draw-zone.ts';
import { escalated } from './escalate.ts';
import { asTyped, misfitOf } from './parameter-values.ts';
import { type ParameterValue, referencesIn, replaceParameters } from './references.ts';
import type { Experiment } from './schema/experiment.ts';
import type { Parameter } from './schema/steps.ts';
import { validateExperiment } from './validate.ts';

export interface ResolveContext {
  readonly seed: number;
  /** Zones that a random one is chosen among; a zone that is given must be one of them. Empty: any. */
  readonly zones: readonly string[];
  /** Earlier runs of the experiment, newest first: for zones that take turns. None when missing. */
  readonly past?: readonly PastDraw[];
}

export type Resolved =
  | {
      readonly ok: true;
      /** Without `parameters` and `escalation`, and with no reference left but those to outputs of steps. */
      readonly experiment: Experiment;
      readonly parameters: Readonly<Record<string, ParameterValue>>;
      /** Of each parameter whose zone chance has chosen, how. */
      readonly drawn: Readonly<Record<string, ZoneDraw>>;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * An escalation is written out as rungs; with a value given for its parameter, as that one alone.
 * @param experiment a valid one; the result is validated again with the values in place.
 */
export function resolveParameters(
  experiment: Experiment,
  given: Readonly<Record<string, ParameterValue>>,
  context: ResolveContext,
): Resolved {
  const declared = experiment.parameters ?? {};
  const problems: Problem[] = [];
  const names = Object.keys(declared);
  for (const name of Object.keys(given).filter((each) => !names.includes(each)))
    problems.push(
      problem(['parameters', name], {
        found: 'a value for a parameter that the experiment does not declare',
        allowed: names.length === 0 ? 'no parameters' : listed(names),
        nearest: nearest(name, names),
        at: 'key',
      }),
    );
  const values = new Map<string, ParameterValue>();
  const drawn: Record<string, ZoneDraw> = {};
  for (const [name, parameter] of Object.entries(declared)) {
    if (name === experiment.escalation?.parameter && given[name] === undefined) continue;
    const value = chosenValue(name, parameter, given[name], context);
    if (typeof value !== 'object') values.set(name, value);
    else if ('zone' in value) {
      values.set(name, value.zone);
      drawn[name] = value;
    } else problems.push(value);
  }
  if (problems.length > 0) return { ok: false, problems };
  const { parameters: _declared, escalation, ...rest } = experiment;
  // Nothing to put in place, and what is there is valid.
  if (names.length === 0) return { ok: true, experiment: rest, parameters: {}, drawn };
  const rungs = escalation && !values.has(escalation.parameter);
  const checked = validateExperiment(rungs ? escalated(rest, escalation, values) : replaceParameters(rest, values));
  return checked.ok
    ? { ok: true, experiment: checked.experiment, parameters: Object.fromEntries(values), drawn }
    : { ok: false, problems: checked.problems.map((each) => withOrigin(each, experiment)) };
}

function chosenValue(
  name: string,
  parameter: Parameter,
  given: ParameterValue | undefined,
  { seed, zones, past = [] }: ResolveContext,
): ParameterValue | ZoneDraw | Problem {
  const path = ['parameters', name];
  const value = given === undefined ? parameter.default : asTyped(parameter, given);
  if (value === undefined)
    return problem(path, {
      found: 'nothing: it has no default and was not given',
      allowed: misfitOf(parameter, Number.NaN, zones)?.allowed ?? 'a value',
    });
  if (value === 'random' && parameter.type === 'zone') {
    const drawn = drawZone({ zones, seed, name, draw: parameter.draw, past });
    return drawn ?? problem(path, { found: 'random, and no zone to choose from', allowed: 'the id of a zone' });
  }
  const misfit = misfitOf(parameter, value, zones);
  return misfit ? problem(path, { found: describeFound(value, [name]), ...misfit }) : value;
}

/** A value that came from a parameter is not in the file: say which it was. */
function withOrigin(found: Problem, experiment: Experiment): Problem {
  const original = valueAt(experiment, found.path);
  const references = typeof original === 'string' ? referencesIn(original).map(({ text }) => text) : [];
  if (references.length === 0) return found;
  const from = `${found.found} (from ${references.join(', ')})`;
  return {
    ...found,
    found: from,
    message: `${found.field}: ${sentence({ ...found, found: from, nearest: found.nearest })}`,
  };
}
