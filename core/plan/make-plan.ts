/** The plan: everything decided before anything is touched. */
import { lookAhead } from '../drill/pre-checks/index.ts';
import { resolveParameters } from '../experiment/resolve.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { Settings } from '../platform/settings.ts';
import type { Faults } from '../ports/faults.ts';
import type { AlarmObservation } from '../ports/metrics.ts';
import type { Ports } from '../ports/ports.ts';
import type { Runs } from '../ports/runs.ts';
import type { RecallPorts } from '../rollout/recall.ts';

import type { Calendar } from '../schedule/calendar.ts';

import { lintDesign } from '../stop-conditions/lint.ts';
import { timingOf } from '../stop-conditions/timing.ts';
import { touchedBy } from '../stop-conditions/touched.ts';

import { costOf } from './cost.ts';
import { endsEarly } from './ends-early.ts';
import { exposureOf } from './exposure.ts';
import { leavingAtMost } from './failback.ts';
import { hashOf } from './hash.ts';
import { planLingering } from './lingering.ts';
import type { Plan, PlannedTarget } from './plan.ts';
import { planAwaits } from './plan-awaits.ts';
import { planStage } from './plan-stage.ts';
import { planSteps, unplannable } from './plan-steps.ts';
import { planTargets } from './plan-targets.ts';
import { pastDraws, planZones } from './plan-zones.ts';
import { unresolved, withTemplates } from './templates.ts';
import { timesOf, tooLong } from './times.ts';

export interface PlanRequest {
  readonly definition: Experiment;
  readonly definitionHash: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  readonly calendar?: Calendar | undefined;
  /** Number of a stage of its rollout. The furthest that may be run when missing. */
  readonly stage?: number | undefined;
  /** Why a drill goes on whatever its pre-checks say. Never from a file. */
  readonly forcePrecheck?: string | undefined;
}

/** What a plan is made of: all of it only read. */
export type PlanPorts = RecallPorts &
  Pick<Ports, 'resources' | 'metrics' | 'standby'> & {
    readonly faults: Pick<Faults, 'template'>;
    readonly runs: Pick<Runs, 'list'>;
  };

export type PlanOutcome =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Changes nothing. A world that cannot be looked at refuses, like everything uncertain;
 * an alarm that cannot be read has no exposure, and is refused by its guardrail.
 */
export async function makePlan(request: PlanRequest, ports: PlanPorts): Promise<PlanOutcome> {
  try {
    return await plan(request, ports);
  } catch (error) {
    return refused(
      refuse('targets', `they could not be resolved: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
}

async function plan(
  { definition, definitionHash, parameters: given, seed, calendar, stage, forcePrecheck }: PlanRequest,
  ports: PlanPorts,
): Promise<PlanOutcome> {
  const resolved = resolveParameters(definition, given, {
    seed,
    zones: await planZones(definition, given, ports.resources),
    past: await pastDraws(definition, ports.runs),
  });
  if (!resolved.ok) return refused(refuse('parameters', resolved.problems.map(({ message }) => message).join('; ')));
  const { parameters, drawn } = resolved;
  const staged = await planStage(resolved.experiment, definitionHash, stage, ports);
  if (!staged.ok) return refused(staged.refusal);
  const { rollout } = staged;
  const written = await withTemplates(staged.experiment, ports.faults);
  if (!written.ok) return refused(written.refusal);
  const { experiment, templates } = written;
  const impossible = unplannable(experiment);
  if (impossible) return refused(impossible);
  const aimed = await planTargets(experiment, seed, ports.resources);
  if (!aimed.ok) return refused(aimed.refusal);
  const lost = unresolved(written.named, aimed.targets);
  if (lost) return refused(lost);
  const left = await planLingering(experiment, aimed.targets, ports);
  if (!left.ok) return refused(left.refusal);
  const steps = planSteps(experiment, aimed.targets, left.lingering);
  const awaits = planAwaits(experiment);
  const times = timesOf(experiment, steps, Math.max(0, ...steps.map(({ action }) => fault(action)?.undoTime ?? 0)));
  const overlong = tooLong(experiment, steps, times) ?? endsEarly(experiment, steps, leavingAtMost(steps));
  if (overlong !== undefined) return refused(refuse('duration', overlong));
  const alarms = await alarmsRead(ports, experiment.guardrails.stopAlarms);
  const touched = touchedBy({ definition: experiment, targets: aimed.targets, steps });
  const findings = alarms.flatMap((alarm) => lintDesign(alarm, touched));
  const { drill } = experiment;
  const looked = { definition: experiment, steps, seed, now: ports.clock.now(), lease: times.lease };
  const detection = (await alarmsRead(ports, drill?.detect?.alarms)).map((alarm) => ({
    alarm: alarm.name,
    worst: timingOf(alarm).detect,
  }));
  const preChecks = drill && (await lookAhead({ ...looked, drill }, ports));
  const targetIds = [...new Set(aimed.targets.flatMap(hitBy))].sort();
  return {
    ok: true,
    plan: {
      definition: experiment,
      definitionHash,
      hash: hashOf({
        definition,
        parameters,
        seed,
        targets: targetIds,
        ...(templates.length > 0 && { templates }),
        ...(rollout && { stage: rollout.number }),
        ...(forcePrecheck !== undefined && { forcePrecheck }),
      }),
      seed,
      parameters,
      ...(Object.keys(drawn).length > 0 && { drawn }),
      targets: aimed.targets,
      steps,
      ...(awaits.length > 0 && { awaits }),
      waves: Math.max(0, ...[...steps, ...awaits].map(({ wave }) => wave)),
      ...(templates.length > 0 && { templates }),
      ...(rollout && { rollout }),
      shares: aimed.shares,
      exposure: alarms.map(exposureOf),
      ...(detection.length > 0 && { detection }),
      ...(findings.length > 0 && { stopConditions: findings }),
      irreversible: steps.flatMap(({ id, undo }) => {
        const reason = undo.by === 'nobody' ? undo.reason : undo.by === 'us' ? undo.loses : undefined;
        return reason === undefined ? [] : [{ stepId: id, reason }];
      }),
      unsafe: unsafeOf(experiment, forcePrecheck),
      ...(preChecks && { preChecks }),
      ...(forcePrecheck !== undefined && { forcePrecheck }),
      platform: told(ports.stage.settings),
      ...(calendar && { calendar }),
      cost: costOf(experiment, steps, times),
      times,
    },
  };
}

/** Those that there are; none where they cannot be read. */
async function alarmsRead(
  ports: Pick<Ports, 'metrics'>,
  names: readonly string[] = [],
): Promise<readonly AlarmObservation[]> {
  if (names.length === 0) return [];
  try {
    return (await ports.metrics.alarms(names)).filter((alarm) => alarm !== undefined);
  } catch {
    return [];
  }
}

/** Of all that a platform is told, what concerns a run. */
const told = ({ profile, incidentSource, deploymentSource, mayRun, faultLogs }: Settings): Settings => ({
  profile,
  incidentSource,
  deploymentSource,
  ...(mayRun && { mayRun }),
  ...(faultLogs && { faultLogs }),
});

/** What a person should see in red. */
function unsafeOf({ guardrails }: Experiment, forcePrecheck: string | undefined): readonly string[] {
  const { noStopCondition, ownRegion } = guardrails.unsafe ?? {};
  return [
    ...(noStopCondition === undefined ? [] : [`no stop condition: ${noStopCondition}`]),
    ...(ownRegion === undefined ? [] : [`the platform may stand in the Region under test: ${ownRegion}`]),
    ...(forcePrecheck === undefined ? [] : [`pre-checks are forced: ${forcePrecheck}`]),
  ];
}

/** What a plan's hash names: an instance that has moved into a subnet makes another plan. */
const hitBy = ({ chosen, reached = [] }: PlannedTarget) => [...chosen, ...reached.map(({ id }) => id)];

const refused = (refusal: Refusal): PlanOutcome => ({ ok: false, refusal });
