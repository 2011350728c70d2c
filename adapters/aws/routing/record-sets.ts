/** Record sets with a routing policy, each opted in by the tag of its hosted zone: they carry none of their own. */
import {
  type HostedZone,
  paginateListHostedZones,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { isKnown } from '../../../core/conformity/known.ts';
import { arnPattern } from '../arn-pattern.ts';
import { lastOf } from '../arns.ts';
import type { Chosen, Described, ResourceFamily } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';
import { ttlOf } from './alias-ttl.ts';
import { parseRecordId, type RecordId, recordIdOf, withoutDot } from './record-ids.ts';
import { routedRecords, tagsByRoute53 } from './records-read.ts';

const type = 'route53:record-set';

type Zone = Pick<HostedZone, 'Name'> & { readonly id: string };

/** What its filters are paths into: as ListResourceRecordSets answers, and the zone's name. */
type Raw = ResourceRecordSet & { readonly HostedZone: Zone };

const rawOf = ({ raw }: Described): Raw => raw as Raw;
const where =
  (holds: (record: Raw, value: string) => boolean): Chosen =>
  async (found, value) =>
    found.filter((each) => holds(rawOf(each), value));

export function recordSets(place: Place): ResourceFamily {
  const client = () => place.client(Route53Client);

  async function zonesOfAll(): Promise<readonly Zone[]> {
    const zones: Zone[] = [];
    for await (const { HostedZones = [] } of paginateListHostedZones({ client: client() }, {}))
      zones.push(...HostedZones.map(({ Id = '', Name }) => ({ id: lastOf(Id), Name })));
    return zones;
  }

  async function read(zone: Zone, tags: Described['resource']['tags'], only?: RecordId): Promise<readonly Described[]> {
    const records = await routedRecords(client(), zone.id, only);
    return records.map((record) => described(place, zone, record, tags));
  }

  return {
    type,
    arn: arnPattern(type),
    parameters: {
      hostedZone: where(({ HostedZone }, value) => HostedZone.id === lastOf(value) || sameName(HostedZone.Name, value)),
      recordName: where(({ Name }, value) => sameName(Name, value)),
      recordType: where(({ Type }, value) => Type === value),
      setIdentifier: where(({ SetIdentifier }, value) => SetIdentifier === value),
      recordRegion: where(({ Region }, value) => Region === value),
    },
    async describe({ tags = {}, ids }) {
      const named = ids?.map(parseRecordId);
      const known = named?.every((id) => id !== undefined) ? named : undefined;
      const zones: readonly Zone[] = known
        ? [...new Set(known.map(({ zone }) => zone))].map((id) => ({ id, Name: undefined }))
        : await zonesOfAll();
      const carried = await tagsByRoute53(
        client(),
        'hostedzone',
        zones.map(({ id }) => id),
      );
      const found: Described[] = [];
      for (const zone of zones) {
        const own = carried.get(zone.id) ?? {};
        if (!Object.entries(tags).every(([key, value]) => own[key] === value)) continue;
        const of = known && distinct(known.filter((id) => id.zone === zone.id));
        for (const only of of ?? [undefined]) found.push(...(await read(zone, own, only)));
      }
      return found;
    },
  };
}

/** One for each name and type. */
const distinct = (ids: readonly RecordId[]): readonly RecordId[] => [
  ...new Map(ids.map((id) => [`${id.name} ${id.type}`, id])).values(),
];

const sameName = (name: string | undefined, value: string): boolean =>
  withoutDot(name).toLowerCase() === withoutDot(value).toLowerCase();

function described(
  { account, region }: Place,
  zone: Zone,
  record: ResourceRecordSet,
  tags: Described['resource']['tags'],
): Described {
  const name = withoutDot(record.Name);
  const id = recordIdOf(
    { account, region },
    { zone: zone.id, name, type: record.Type ?? '', set: record.SetIdentifier ?? '' },
  );
  return {
    // It answers whatever its health check says, and is moved away from for that very reason.
    resource: { id, type, name: `${name}/${record.SetIdentifier}`, account, region: '', tags, healthy: true },
    state: stateOf(record),
    raw: { ...record, HostedZone: zone } satisfies Raw,
  };
}

/** `ttlSeconds`: how long resolvers may keep the answer. Missing of an alias of which that is not known. */
export function stateOf(record: ResourceRecordSet): Described['state'] {
  const { Weight, Region, Failover, AliasTarget, HealthCheckId, ResourceRecords = [] } = record;
  const ttlSeconds = ttlOf(record);
  const values = AliasTarget
    ? [`alias ${withoutDot(AliasTarget.DNSName)}`]
    : ResourceRecords.map(({ Value }) => Value ?? '').sort();
  return {
    values: values.join(' '),
    ...(isKnown(ttlSeconds) && { ttlSeconds }),
    ...(Weight !== undefined && { weight: Weight }),
    ...(Region !== undefined && { region: Region }),
    ...(Failover !== undefined && { failover: Failover }),
    ...(HealthCheckId !== undefined && { healthCheck: HealthCheckId }),
  };
}
