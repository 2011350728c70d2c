/** Probes can be judged, at each time that matters. */
import { parseExpression } from '../../steady-state/metric-math.ts';
import { describeFound, quoted } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { listed, type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { type Probe, probePhase } from '../schema/probes.ts';
import { composition } from './composition.ts';
import type { Rule } from './rule.ts';

const purposes = {
  before: 'the gate has nothing to look at',
  during: 'nothing would be seen of the fault',
  after: 'recovery could not be shown',
};

export const probes: Rule = function* (experiment) {
  const { hypothesis, guardrails } = experiment;
  for (const phase of probePhase.options)
    if (!hypothesis.probes.some(({ when }) => when.includes(phase)))
      yield problem(['hypothesis', 'probes'], {
        found: `no probe with "${phase}" in its when: ${purposes[phase]}`,
        allowed: `at least one probe with when: [${phase}]`,
      });
  const { requests, failures, recoveryPoint } = experiment.drill?.users ?? {};
  const counting = [requests, failures, recoveryPoint?.probe];
  for (const [i, probe] of hypothesis.probes.entries()) {
    const path = ['hypothesis', 'probes', i];
    // What a drill only counts by need not expect anything.
    if (probe.expect || !counting.includes(probe.id)) yield* expectation(probe, path);
    yield* beating(probe, path);
    yield* mathematics(probe, path);
    yield* composition(hypothesis, probe, path);
  }
  const ids = hypothesis.probes.map(({ id }) => id);
  for (const [i, rule] of (guardrails.stopWhen ?? []).entries()) {
    const path = ['guardrails', 'stopWhen', i];
    if (!ids.includes(rule.probe)) yield unknownName([...path, 'probe'], rule.probe, 'probes', ids);
    if ((rule.above === undefined) === (rule.below === undefined))
      yield problem(path, { found: describeFound(rule), allowed: 'exactly one of above, below' });
    const probe = hypothesis.probes.find(({ id }) => id === rule.probe);
    if (probe && !probe.cloudwatch && !probe.math && !probe.logs)
      yield problem([...path, 'probe'], {
        found: `"${probe.id}", which gives no series of numbers`,
        allowed: 'a probe of kind cloudwatch, math or logs',
      });
  }
};

function* expectation({ alarm, composite, heartbeat, http, expect }: Probe, path: Path): Iterable<Problem> {
  if (!expect) {
    if (!alarm && !composite && !heartbeat)
      yield problem([...path, 'expect'], { found: 'nothing', allowed: 'a tolerance such as { atLeast: 99.5 }' });
    return;
  }
  const at = [...path, 'expect'];
  if (composite)
    yield problem(at, { found: describeFound(expect), allowed: 'nothing: a composite holds when its probes do' });
  if ('status' in expect && !http)
    yield problem([...at, 'status'], {
      found: describeFound(expect.status),
      allowed: 'another tolerance: only an http probe has a status',
    });
  if ('matches' in expect && !isRegularExpression(expect.matches))
    yield problem([...at, 'matches'], { found: describeFound(expect.matches), allowed: 'a regular expression' });
  if ('between' in expect) {
    const [low, high] = expect.between;
    if (typeof low === 'number' && typeof high === 'number' && low > high)
      yield problem([...at, 'between'], { found: `${low} to ${high}`, allowed: 'the lower bound first' });
  }
}

/** A heartbeat begins before anything is lost, or it cannot tell what was. */
function* beating({ heartbeat, when }: Probe, path: Path): Iterable<Problem> {
  if (!heartbeat) return;
  if (heartbeat.home === heartbeat.away)
    yield problem([...path, 'heartbeat', 'away'], {
      found: quoted(heartbeat.away),
      allowed: 'another Region than home',
    });
  for (const phase of ['before', 'during'] as const)
    if (!when.includes(phase))
      yield problem([...path, 'when'], {
        found: `a heartbeat without "${phase}"`,
        allowed: '[before, during], so that it stands before anything is lost',
      });
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Functions of CloudWatch that this version cannot evaluate are refused at the plan; names can be checked here. */
function* mathematics({ math }: Probe, path: Path): Iterable<Problem> {
  const expression = math && parseExpression(math.expression);
  if (!math || !expression?.ok) return;
  const known = Object.keys(math.metrics);
  for (const name of expression.names.filter((each) => !known.includes(each)))
    yield problem([...path, 'math', 'expression'], {
      found: `${quoted(name)}, which names none of the metrics`,
      allowed: known.length === 0 ? 'names declared under math.metrics' : listed(known),
      nearest: nearest(name, known),
    });
}
