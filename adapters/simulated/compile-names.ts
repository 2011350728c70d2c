/** Names of a World file, and what decides where they lead, as the engine takes them. */
import { millis } from '../../core/experiment/durations.ts';
import type { World } from '../../core/world/schema.ts';
import type { ClientModel, DnsModel, EndpointCheckModel, WorldModel } from '../../simulator/model.ts';

type Client = World['clients'][number];
type Name = World['dns'][number];
type Check = NonNullable<World['healthChecks']>[number];
type Tags = Readonly<Record<string, string>>;

/** As the console of Route 53 offers it. */
const standard = { every: 'PT30S', unhealthyAfter: 3 };
/** Route 53 checks from eight Regions, and takes for healthy what more than 18 % of its checkers do. */
const route53 = { checkers: 8, quorum: 2 };
const own = { checkers: 1, quorum: 1 };

export function compileNames(
  world: World,
): Pick<WorldModel, 'dns' | 'distances' | 'endpointChecks' | 'routingControls' | 'accelerators'> {
  const { distances, healthChecks, routingControls, accelerators } = world;
  const tagged = (tags: Tags | undefined): Tags => ({ ...world.tags, ...tags });
  return {
    dns: world.dns.map((name) => compileName(name, tagged(name.tags))),
    ...(distances && {
      distances: distances.map(({ between, roundTrip }) => ({ between, roundTrip: millis(roundTrip) })),
    }),
    ...(healthChecks && { endpointChecks: healthChecks.map((check) => compileCheck(check, tagged(check.tags))) }),
    ...(routingControls && {
      routingControls: routingControls.map(({ id, on, tags }) => ({ id, on, tags: tagged(tags) })),
    }),
    ...(accelerators && {
      accelerators: accelerators.map(({ id, name, groups, tags }) => ({
        id,
        name,
        tags: tagged(tags),
        groups: groups.map(({ region, to, dial = 100, healthCheck }) => ({
          region,
          to,
          dial,
          ...(healthCheck !== undefined && { healthCheck }),
        })),
      })),
    }),
  };
}

/** What a client keeps of a name. */
export const memoryOf = ({
  region,
  resolvers,
  sticky,
}: Client): Pick<ClientModel, 'region' | 'ignoreTtl' | 'sticky'> => ({
  ...(region !== undefined && { region }),
  ...(resolvers && { ignoreTtl: { share: resolvers.ignoreTtl.share, keep: millis(resolvers.ignoreTtl.keep) } }),
  ...(sticky && { sticky: { share: sticky.share, for: millis(sticky.for) } }),
});

function compileName({ name, to, ttl, routing, hostedZone, records = [] }: Name, tags: Tags): DnsModel {
  if (to !== undefined || routing === undefined) return { name, to: to ?? '', ttl: millis(ttl) };
  return {
    name,
    ttl: millis(ttl),
    routing,
    hostedZone: hostedZone ?? zoneNamed(name),
    tags,
    records: records.map(({ id, to, weight, role, region, healthCheck }) => ({
      id,
      to,
      ...(weight !== undefined && { weight }),
      ...(role !== undefined && { role }),
      ...(region !== undefined && { region }),
      ...(healthCheck !== undefined && { healthCheck }),
    })),
  };
}

function compileCheck(check: Check, tags: Tags): EndpointCheckModel {
  const { id, of, routingControl, every = standard.every, unhealthyAfter = standard.unhealthyAfter } = check;
  if (of === undefined) return { id, tags, routingControl: routingControl ?? '' };
  const asking = { id, tags, of, every: millis(every), unhealthyAfter, deep: check.deep ?? false };
  return { ...asking, ...(check.by === 'own' ? own : route53) };
}

/** `pay.example` is in ZPAYEXAMPLE. */
const zoneNamed = (name: string): string => `Z${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`.slice(0, 32);
