/** The zones that an experiment's parameters may name: those of the places that its targets are in. */
import type { PastDraw } from '../experiment/draw-zone.ts';
import { type ParameterValue, replaceParameters } from '../experiment/references.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Target } from '../experiment/schema/steps.ts';
import type { Resources } from '../ports/resources.ts';
import type { Runs } from '../ports/runs.ts';
import { distinctPlaces, place, placesAsked } from '../targets/places.ts';

/** By id, sorted. Asked before parameters are resolved: an account or a Region may be one, so that it is replaced here. */
export async function planZones(
  { targets, parameters = {} }: Experiment,
  given: Readonly<Record<string, ParameterValue>>,
  resources: Pick<Resources, 'zones'>,
): Promise<readonly string[]> {
  const values = new Map(
    Object.entries(parameters).flatMap(([name, { default: usual }]) => {
      const value = given[name] ?? usual;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const asked = distinctPlaces(
    Object.values(targets)
      .flatMap(({ where }) => placesAsked(replaceParameters(where, values) as Target['where']))
      // A parameter without a value is refused when parameters are resolved.
      .map(({ account, region }) => place(known(account), known(region))),
  );
  const zones = await Promise.all(asked.map((each) => resources.zones(each)));
  return [...new Set(zones.flat())].sort();
}

const known = (text: string | undefined): string | undefined => (text?.includes('${') ? undefined : text);

/** Further back nobody's turn is remembered. */
const remembered = 100;

/** Runs that hit a zone, newest first; not asked where no zone takes turns. */
export async function pastDraws(
  { metadata, parameters = {} }: Experiment,
  runs: Pick<Runs, 'list'>,
): Promise<readonly PastDraw[]> {
  if (!Object.values(parameters).some((parameter) => parameter.type === 'zone' && parameter.draw === 'alternate'))
    return [];
  const found = await runs.list({ experiment: metadata.name, limit: remembered });
  return found
    .filter(({ phase, terminal }) => phase !== 'proposed' && terminal?.end !== 'refused')
    .map(({ runId, plan }) => ({ runId, parameters: plan.parameters }));
}
