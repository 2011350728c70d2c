/** Record sets as Route 53 has them. It lists by name, page by page, and starts where it is told. */
import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  ListTagsForResourcesCommand,
  type ResourceRecordSet,
  type Route53Client,
  type RRType,
  type TagResourceType,
} from '@aws-sdk/client-route-53';
import { chunks } from '../chunks.ts';
import { failureOf, isFailure } from '../errors.ts';
import { tagsOf } from '../resource-family.ts';
import { type RecordId, withoutDot } from './record-ids.ts';

/** Resources that one question for tags takes. */
const atOnce = 10;

/** By id. One that is gone has none. */
export async function tagsByRoute53(
  client: Route53Client,
  ResourceType: TagResourceType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const found = new Map<string, Readonly<Record<string, string>>>();
  for (const ResourceIds of chunks(ids, atOnce)) {
    const { ResourceTagSets = [] } = await client.send(
      new ListTagsForResourcesCommand({ ResourceType, ResourceIds: [...ResourceIds] }),
    );
    for (const { ResourceId, Tags } of ResourceTagSets) if (ResourceId) found.set(ResourceId, tagsOf(Tags));
  }
  return found;
}

/**
 * Those of a hosted zone that have a routing policy. None for a hosted zone that does not exist.
 * @param only of this name and type
 */
export async function routedRecords(
  client: Route53Client,
  HostedZoneId: string,
  only?: Pick<RecordId, 'name' | 'type'>,
): Promise<readonly ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  let start: Start | undefined = only && { StartRecordName: only.name, StartRecordType: only.type as RRType };
  for (;;) {
    const page = await pageOf(client, HostedZoneId, start);
    const records = page?.ResourceRecordSets ?? [];
    const wanted = only ? records.filter((record) => isOf(record, only)) : records;
    found.push(...wanted.filter(({ SetIdentifier }) => SetIdentifier !== undefined));
    // They come in order: past the last of a name and type there is none of them.
    if (!page?.IsTruncated || (only && wanted.length < records.length)) return found;
    start = {
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      ...(page.NextRecordIdentifier !== undefined && { StartRecordIdentifier: page.NextRecordIdentifier }),
    };
  }
}

interface Start {
  readonly StartRecordName: string | undefined;
  readonly StartRecordType: RRType | undefined;
  readonly StartRecordIdentifier?: string;
}

async function pageOf(
  client: Route53Client,
  HostedZoneId: string,
  start: Start | undefined,
): Promise<ListResourceRecordSetsCommandOutput | undefined> {
  try {
    return await client.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...start }));
  } catch (error) {
    const failure = failureOf(error, 'Route 53 ListResourceRecordSets');
    if (isFailure(failure, 'NotFound')) return undefined;
    throw failure;
  }
}

export const isOf = (record: ResourceRecordSet, { name, type }: Pick<RecordId, 'name' | 'type'>): boolean =>
  withoutDot(record.Name) === name && record.Type === type;
