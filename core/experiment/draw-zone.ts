/** A zone by chance: by the seed alone, so that anybody can draw it again, and in turn if asked. */
import { hashOf } from '../plan/hash.ts';
import { listed } from '../validation/problem.ts';
import type { ParameterValue } from './references.ts';

export interface ZoneDraw {
  readonly zone: string;
  /** Sorted: those that it was drawn from. */
  readonly among: readonly string[];
  /** One clause: why these, and how. */
  readonly because: string;
}

/** A run that hit a zone. */
export interface PastDraw {
  readonly runId: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

export interface DrawRequest {
  readonly zones: readonly string[];
  readonly seed: number;
  /** Of the parameter. */
  readonly name: string;
  readonly draw?: 'any' | 'alternate' | undefined;
  /** Newest first. */
  readonly past: readonly PastDraw[];
}

/**
 * `any` reaches every zone equally often over many seeds. `alternate` takes the zone that was hit
 * longest ago, and the seed decides among those never hit: no zone twice before all others
 * had their turn, and, with two or more, none twice in a row. Undefined without zones.
 */
export function drawZone({ zones, seed, name, draw = 'any', past }: DrawRequest): ZoneDraw | undefined {
  const sorted = [...zones].sort();
  const ages = new Map(sorted.map((zone) => [zone, past.findIndex(({ parameters }) => parameters[name] === zone)]));
  const never = sorted.filter((zone) => ages.get(zone) === -1);
  const oldest = Math.max(...ages.values());
  const among = draw === 'any' ? sorted : never.length > 0 ? never : sorted.filter((zone) => ages.get(zone) === oldest);
  const zone = among[Number.parseInt(hashOf([seed, name]).slice(0, 12), 16) % Math.max(1, among.length)];
  if (zone === undefined) return undefined;
  return {
    zone,
    among,
    because: draw === 'any' ? bySeed(among, seed) : inTurn(among, seed, never.length > 0, past[oldest]),
  };
}

const bySeed = (among: readonly string[], seed: number): string => `drawn from ${listed(among)} by seed ${seed}`;

function inTurn(among: readonly string[], seed: number, isNew: boolean, last: PastDraw | undefined): string {
  if (!isNew) return `its turn: it was hit longest ago, by run ${last?.runId}`;
  return among.length === 1
    ? 'its turn: it is the only one that no run has hit'
    : `${bySeed(among, seed)}, which no run has hit`;
}
