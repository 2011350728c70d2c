/**
 * A plan shown to FIS itself: templates of its waves are made and started with every action
 * skipped. FIS resolves the targets as it would, and nothing is touched: no action runs, and
 * no resource is marked. That FIS may do what the actions ask for is not proved by it.
 */
import {
  CreateExperimentTemplateCommand,
  DeleteExperimentTemplateCommand,
  type Experiment,
  type FisClient,
  GetExperimentCommand,
  StartExperimentCommand,
  StopExperimentCommand,
} from '@aws-sdk/client-fis';
import { mostByArn } from '../../core/faults/target-quotas.ts';
import { roleOwnerOf } from '../../core/plan/fault-role.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Millis } from '../../core/ports/clock.ts';
import { type FaultAction, isActive } from '../../core/ports/faults.ts';
import { chunks } from './chunks.ts';
import { failureOf, isFailure } from './errors.ts';
import type { FaultRefused } from './fault-refused.ts';
import { observationOf, stateOf } from './fis-experiments.ts';
import { compileWave, type TemplateSettings } from './fis-template.ts';
import { refuseUnlessSkipped, skipAll } from './skip-all.ts';

/** What FIS says of one step, against what the plan says. ARNs, sorted. */
export interface StepPreview {
  readonly stepId: string;
  readonly planned: readonly string[];
  readonly resolved: readonly string[];
  /** Planned, and not resolved by FIS. */
  readonly missing: readonly string[];
  /** Resolved by FIS, and not planned. */
  readonly unplanned: readonly string[];
}

export interface WavePreview {
  readonly wave: number;
  /** `refused`: FIS took no such template, or this platform cannot ask for it. `unfinished`: not over in time, and stopped. */
  readonly outcome: 'resolved' | 'failed' | 'refused' | 'unfinished';
  /** FIS's own words where it did not get as far as `resolved`. */
  readonly reason?: string;
  /** Empty for `refused`. */
  readonly steps: readonly StepPreview[];
}

export interface FaultPreview {
  /** Every wave resolved to exactly what is planned. */
  readonly same: boolean;
  readonly waves: readonly WavePreview[];
}

export interface PreviewSettings extends TemplateSettings {
  /** Told apart from every other preview: names templates and experiments for good. */
  readonly id: string;
  /** How long FIS may take for one template. Default: five minutes. */
  readonly patience?: Millis;
  readonly pause?: (millis: Millis) => Promise<void>;
}

/** Source: FIS quotas, actions of one template. */
const mostActions = 20;
const between: Millis = 2000;
const sleep = (millis: Millis): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * With the caller's rights: making, starting and removing templates, and passing the fault
 * role to FIS. What it has made it removes, whatever happens.
 * @throws ServiceFailure when AWS cannot be reached or asks for fewer calls
 */
export async function previewFaults(fis: FisClient, plan: Plan, settings: PreviewSettings): Promise<FaultPreview> {
  const waves: WavePreview[] = [];
  for (let wave = 1; wave <= plan.waves; wave++) waves.push(await previewWave(fis, plan, wave, settings));
  const exact = ({ missing, unplanned }: StepPreview) => missing.length === 0 && unplanned.length === 0;
  return { same: waves.every(({ outcome, steps }) => outcome === 'resolved' && steps.every(exact)), waves };
}

/** One action of a template, with as many targets as FIS takes by ARN. */
interface Part {
  readonly stepId: string;
  readonly action: FaultAction;
}

async function previewWave(fis: FisClient, plan: Plan, wave: number, settings: PreviewSettings): Promise<WavePreview> {
  const steps = plan.steps.filter((step) => step.wave === wave && step.provider === 'fis');
  const parts = steps.flatMap(({ id, action, parameters, targets, targetParameters }, n) =>
    inFives(targets).map(
      (some, i): Part => ({
        stepId: id,
        action: {
          stepId: `part-${n}-${i}`,
          action,
          parameters,
          targets: some,
          ...(targetParameters && { targetParameters }),
        },
      }),
    ),
  );
  const resolved = new Map<string, readonly string[]>();
  let outcome: WavePreview['outcome'] = 'resolved';
  let reason: string | undefined;
  for (const [n, some] of chunks(parts, mostActions).entries()) {
    const seen = await previewed(fis, some, `preview-${settings.id}/${wave}/${n}`, plan, wave, settings);
    for (const { stepId, action } of some)
      resolved.set(stepId, [...(resolved.get(stepId) ?? []), ...(seen.targets.get(action.stepId) ?? [])]);
    if (seen.outcome === 'resolved') continue;
    ({ outcome, reason } = seen);
    break;
  }
  return {
    wave,
    outcome,
    ...(reason !== undefined && { reason }),
    steps: outcome === 'refused' ? [] : steps.map(({ id, targets }) => compared(id, targets, resolved.get(id) ?? [])),
  };
}

/** Of more targets than FIS takes by ARN a run marks its own. A preview marks nothing: it asks several times. */
function inFives(targets: FaultAction['targets']): readonly FaultAction['targets'][] {
  const keys = Object.keys(targets);
  const [key] = keys;
  if (key === undefined || keys.length > 1) return [targets];
  return chunks(targets[key] ?? [], mostByArn).map((some) => ({ [key]: some }));
}

function compared(stepId: string, targets: FaultAction['targets'], found: readonly string[]): StepPreview {
  const planned = [...new Set(Object.values(targets).flat())].sort();
  const resolved = [...new Set(found)].sort();
  return {
    stepId,
    planned,
    resolved,
    missing: planned.filter((arn) => !resolved.includes(arn)),
    unplanned: resolved.filter((arn) => !planned.includes(arn)),
  };
}

interface Seen extends Pick<WavePreview, 'outcome' | 'reason'> {
  /** By the name of the part. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

async function previewed(
  fis: FisClient,
  parts: readonly Part[],
  token: string,
  plan: Plan,
  wave: number,
  settings: PreviewSettings,
): Promise<Seen> {
  let templateId: string | undefined;
  try {
    const { template, tags } = compileWave(
      {
        runId: `preview-${settings.id}`,
        experiment: roleOwnerOf(plan.definition),
        epoch: 0,
        wave,
        provider: 'fis',
        token,
        actions: parts.map(({ action }) => action),
        stopAlarms: plan.definition.guardrails.stopAlarms ?? [],
      },
      settings,
    );
    const made = await fis.send(new CreateExperimentTemplateCommand(template));
    templateId = made.experimentTemplate?.id;
    const start = new StartExperimentCommand({
      clientToken: token,
      experimentTemplateId: templateId,
      tags: { ...tags },
    });
    const { experiment } = await fis.send(skipAll(start));
    await refuseUnlessSkipped(fis, experiment);
    return await ended(fis, experiment, settings);
  } catch (error) {
    const failure = failureOf(error, 'StartExperiment');
    if (!isRefusal(failure)) throw failure;
    return { outcome: 'refused', reason: failure.message, targets: new Map() };
  } finally {
    if (templateId !== undefined) await fis.send(new DeleteExperimentTemplateCommand({ id: templateId }));
  }
}

const isRefusal = (failure: unknown): failure is FaultRefused =>
  isFailure(failure, 'InvalidRequest', 'AccessDenied', 'NotFound', 'Conflict') ||
  (failure as Error).name === 'FaultRefused';

/** Looked at until it is over, or stopped when that takes too long. */
async function ended(fis: FisClient, begun: Experiment | undefined, settings: PreviewSettings): Promise<Seen> {
  const { patience = 300_000, pause = sleep } = settings;
  const { id = '' } = begun ?? {};
  let waited: Millis = 0;
  for (;;) {
    const { experiment } = await fis.send(new GetExperimentCommand({ id }));
    const active = isActive(stateOf(experiment?.state?.status));
    if (active && waited < patience) {
      await pause(between);
      waited += between;
      continue;
    }
    const { state, reason, actions } = await observationOf(fis, experiment ?? { id });
    const targets = new Map(actions.map(({ stepId, targets: found }) => [stepId, found]));
    if (state === 'completed') return { outcome: 'resolved', targets };
    if (!active) return { outcome: 'failed', reason: reason ?? `FIS calls it ${state}`, targets };
    await fis.send(new StopExperimentCommand({ id }));
    return { outcome: 'unfinished', reason: `FIS had not ended it after ${patience / 1000} s`, targets };
  }
}
