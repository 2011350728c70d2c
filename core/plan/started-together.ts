/** Which steps of a plan one call starts: what stops together, and is looked for under one token. Pure. */
import type { FaultProvider } from '../ports/faults.ts';
import { among, type Place, place as placeNamed, placesOf, settled } from '../targets/places.ts';
import type { PlannedStep } from './plan.ts';

export interface Together {
  readonly wave: number;
  readonly provider: FaultProvider;
  /**
   * Told apart within its wave: `fis`; `fis/111122223333` where the wave is in several accounts of one
   * Region, `fis/111122223333/eu-west-1` where it is in several Regions; `fis/stands`, `fis/moves` of
   * what ends with the run; `squall/<step>`.
   */
  readonly key: string;
  /** Where it acts, and is looked for. What no target of it names is the platform's own. */
  readonly account?: string;
  readonly region?: string;
  readonly steps: readonly PlannedStep[];
}

type Grouped = Pick<PlannedStep, 'id' | 'wave' | 'provider' | 'targets' | 'place' | 'stands' | 'moves'>;

/**
 * All of FIS's in one place are one experiment there, so that one stop ends them; each of our
 * own is alone, since they have nothing in common. What stands is an experiment apart from what ends
 * by itself, and what moves users apart from both, since each is stopped at another time. A step whose targets name no place, or no
 * Region, goes with the first of its wave's places. In the order of the steps.
 */
export function startedTogether(steps: readonly PlannedStep[]): readonly Together[] {
  const keyed = steps.map((step) => ({ step, ...placeOf(step, steps) }));
  return [...Map.groupBy(keyed, ({ step, key }) => `${step.wave}/${key}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { step, key, where } = first;
    const { wave, provider } = step;
    return [{ wave, provider, key, ...where, steps: own.map((each) => each.step) }];
  });
}

/** Of its targets, sorted; what their ARNs do not say, as the step was planned. More than one: it cannot be started. */
export function placesOfStep({ targets, place = {} }: Pick<PlannedStep, 'targets' | 'place'>): readonly Place[] {
  const named = placesOf(Object.values(targets).flat());
  if (named.length === 0) return isNamed(place) ? [place] : [];
  return named.map((own) => placeNamed(own.account ?? place.account, own.region ?? place.region));
}

const isNamed = ({ account, region }: Place): boolean => account !== undefined || region !== undefined;

function placeOf(step: Grouped, steps: readonly Grouped[]): { readonly key: string; readonly where: Place } {
  const [own = {}] = placesOfStep(step);
  if (step.provider === 'squall') return { key: `squall/${step.id}`, where: own };
  const beside = steps.filter(({ wave, provider }) => wave === step.wave && provider === 'fis');
  const several = settled(beside.flatMap(placesOfStep));
  const where = among(own, several);
  const accounts = new Set(several.map(({ account }) => account));
  const regions = new Set(several.map(({ region }) => region));
  const told = regions.size > 1 ? [where.account, where.region] : accounts.size > 1 ? [where.account] : [];
  return { key: ['fis', ...told.filter((each) => each !== undefined), ...lasting(step)].join('/'), where };
}

const lasting = ({ stands, moves }: Grouped): readonly string[] => (moves ? ['moves'] : stands ? ['stands'] : []);
