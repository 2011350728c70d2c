/** Steps act by the catalogue: action, parameters, and who undoes them. */
import { catalogue, fault } from '../../faults/catalogue.ts';
import type { FaultDefinition } from '../../faults/definition.ts';
import { checkParameters } from '../../faults/parameters.ts';
import { givenAtMost } from '../../faults/standing.ts';
import { undeclaredIrreversible } from '../../faults/undo.ts';
import { describeFound, isSecretKey, quoted } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { listed, type Path, type Problem, problem } from '../../validation/problem.ts';
import type { Step } from '../schema/steps.ts';
import type { Rule } from './rule.ts';

export const actions: Rule = function* ({ steps }) {
  for (const [i, step] of steps.entries()) {
    const path = ['steps', i];
    const said = (['action', 'fisTemplate', 'await'] as const).filter((key) => step[key] !== undefined);
    if (said.length !== 1) {
      yield problem([...path, 'action'], {
        found: said.length === 0 ? 'nothing' : said.join(' beside '),
        allowed: 'one of: an action of the catalogue (squall ls faults lists them), a fisTemplate, an await',
      });
      continue;
    }
    if (step.await) {
      yield* waitingAlone(step, path);
      continue;
    }
    if (step.moves && !step.stands)
      yield problem([...path, 'moves'], {
        found: 'moves, of a step that ends before the run does',
        allowed: 'stands: true beside it: users come home last',
        at: 'key',
      });
    const definition = step.action === undefined ? undefined : fault(step.action);
    const given = definition ? givenAtMost(definition, step) : step.with;
    if (step.action !== undefined) yield* actionProblems(step.action, given, path);
    if (definition) yield* undoProblems(definition, { ...step, with: given }, path);
    if (typeof step.undo === 'object' && 'steps' in step.undo)
      for (const [n, undoing] of step.undo.steps.entries())
        yield* actionProblems(undoing.action, undoing.with, [...path, 'undo', 'steps', n]);
  }
};

/** A step that waits changes nothing, so that nothing of it is aimed, undone or left standing. */
function* waitingAlone(step: Step, path: Path): Iterable<Problem> {
  for (const key of ['targets', 'with', 'undo', 'stands', 'moves'] as const)
    if (step[key] !== undefined)
      yield problem([...path, key], {
        found: `${key}, beside await`,
        allowed: 'nothing: it changes nothing',
        at: 'key',
      });
}

function* actionProblems(action: string, given: Step['with'], path: Path): Iterable<Problem> {
  const definition = fault(action);
  if (!definition) {
    const ids = catalogue.map(({ id }) => id);
    yield problem([...path, 'action'], {
      found: describeFound(action),
      allowed: `${listed(ids)} (squall ls faults describes them)`,
      nearest: nearest(action, ids),
    });
    return;
  }
  for (const { parameter, found, allowed, nearest: near } of checkParameters(definition, given ?? {})) {
    const [name = parameter, ...rest] = parameter.split('.');
    const known = definition.parameters.some((candidate) => candidate.name === name);
    const at = [...path, 'with', name];
    const missing = given?.[name] === undefined;
    yield problem(at, {
      found: !known ? `the unknown key ${quoted(name)}` : missing ? found : inside(rest, found, given?.[name], at),
      allowed,
      nearest: near,
      ...(!known && { at: 'key' }),
      ...(rest.length > 0 && { within: rest.join('.') }),
    });
  }
}

/** The catalogue's own words where it looked inside JSON text, ours with the type elsewhere. */
function inside(rest: readonly string[], found: string, value: unknown, path: Path): string {
  if (rest.length === 0) return describeFound(value, path);
  return [...path, ...rest].some((key) => isSecretKey(String(key))) ? '[hidden]' : quoted(found);
}

function* undoProblems(definition: FaultDefinition, step: Step, path: Path): Iterable<Problem> {
  const why = undeclaredIrreversible(definition, step);
  // Explicit steps are an undo of the author's own, where the catalogue knows none.
  if (why === undefined || (typeof step.undo === 'object' && 'steps' in step.undo)) return;
  yield problem([...path, 'undo'], {
    found: step.undo === undefined ? 'nothing' : `${step.undo}, and nobody can undo ${definition.id}: ${why}`,
    allowed: `{ irreversible: "<why that is acceptable>" }${step.undo === undefined ? `, because ${why}` : ''}`,
  });
}
