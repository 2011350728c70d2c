/** The platform and the experiment that a trip is made on. */
import { definitionHash } from '../../../core/plan/definition-hash.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import { certificationExperiments, rehearsal } from '../../../lib/configuration/certification.ts';
import { definitionAt } from '../../calendar/definition.ts';
import { fleetAlarm } from '../../certify/fleet.ts';
import type { Rig } from '../../certify/rig.ts';
import { exitCodes } from '../../cli/exit-code.ts';
import { Failure } from '../../cli/failure.ts';
import type { Io } from '../../cli/io.ts';
import { prepare } from '../../cli/run/preparation.ts';

export interface TripOptions {
  readonly trip: string;
  readonly aws?: true;
  readonly config?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly seed: number;
  readonly param?: readonly string[];
  readonly directory: string;
}

export interface OpenedTrip {
  readonly rig: Rig;
  readonly definition: StoredDefinition;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  by(io: Io): string;
}

/** Of the sample fleet: longer than any stop takes, so that it is the stop that ends it. */
const exercise = { name: 'certify-stop-instance', parameters: { duration: 'PT5M' } };

/** @throws Failure for an experiment that the alarm does not guard, or that cannot be had */
export async function openTrip(file: string | undefined, options: TripOptions, runId: string): Promise<OpenedTrip> {
  return options.aws ? inAws(file, options) : here(file, options, runId);
}

async function here(file: string | undefined, options: TripOptions, timeline: string): Promise<OpenedTrip> {
  const { directory, seed, trip: alarm } = options;
  try {
    if (file === undefined) {
      const definition = ofSampleFleet(rehearsal, alarm);
      const { openLocalRig } = await import('../../certify/local/open.ts');
      const rig = await openLocalRig({ directory, seed, timeline });
      return { rig, definition, parameters: exercise.parameters, by: ({ person }) => person };
    }
    const { experiment, world, parameters } = prepare(file, options);
    guards(experiment.guardrails.stopAlarms, alarm, file);
    const definition = definitionAt(experiment, Date.parse(world.startAt));
    const { localRig } = await import('../../certify/local/rig.ts');
    const rig = await localRig({ directory, world, seed, timeline, definitions: [definition] });
    return { rig, definition, parameters, by: ({ person }) => person };
  } catch (error) {
    if ((error as Error).name !== 'PlatformBusy') throw error;
    throw new Failure(`not injecting: platform: ${(error as Error).message}`, exitCodes.refused);
  }
}

async function inAws(name: string | undefined, options: TripOptions): Promise<OpenedTrip> {
  const { trip: alarm, seed } = options;
  if (name === undefined) {
    const { openAwsRig } = await import('../../certify/aws/open.ts');
    const { rig, caller } = await openAwsRig(options, seed);
    return { rig, definition: ofSampleFleet(rig.place, alarm), parameters: exercise.parameters, by: () => caller };
  }
  const { openPlainRig } = await import('../../certify/aws/open.ts');
  const { given, prepareInAws, undeployed } = await import('../../cli/run/preparation-in-aws.ts');
  const { findPlatform } = await import('../../aws/platform.ts');
  const what = given(name);
  const prepared = await prepareInAws(what, options, await findPlatform(options));
  const [missing] = undeployed(prepared.deployed);
  if (missing) throw new Failure(`not injecting: ${missing.rule}: ${missing.why}`, exitCodes.refused);
  const { experiment, parameters } = prepared;
  guards(experiment.guardrails.stopAlarms, alarm, name);
  const { rig, caller } = await openPlainRig(options, seed);
  return { rig, definition: { hash: definitionHash(experiment), experiment }, parameters, by: () => caller };
}

function ofSampleFleet(place: { readonly stage: string; readonly region: string }, alarm: string): StoredDefinition {
  const own = fleetAlarm(place.stage);
  if (alarm !== own)
    throw new Failure(
      `name the experiment that ${alarm} guards: without one only ${own} can be tripped, on the sample fleet`,
    );
  return certificationExperiments(place).find(({ experiment }) => experiment.metadata.name === exercise.name)!;
}

function guards(stopAlarms: readonly string[] | undefined, alarm: string, experiment: string): void {
  if (stopAlarms?.includes(alarm)) return;
  const named = stopAlarms ? `its stopAlarms are ${stopAlarms.join(', ')}` : 'it has no stopAlarms';
  throw new Failure(`${experiment} is not guarded by alarm ${alarm}: ${named}`);
}
