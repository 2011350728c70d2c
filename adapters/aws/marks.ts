/** Tags of ours on the resources that a run has chosen, where FIS takes no longer list of ARNs. */
import {
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { Resources } from '../../core/ports/resources.ts';
import { chunks } from './chunks.ts';
import type { Place } from './squall/own-fault.ts';

/** ARNs that one call takes. */
const atOnce = 20;

export interface Marks {
  /** @throws MarkRefused when one of them cannot carry it: a part of them is not what was chosen */
  put(arns: readonly string[], key: string, value: string): Promise<void>;
  /** From whatever of the type carries it. Idempotent. */
  remove(type: string, key: string, value: string): Promise<void>;
}

export class MarkRefused extends Error {
  override readonly name = 'MarkRefused';
}

/** Carriers are looked for by type: GetResources of the tagging API does not know Auto Scaling groups. */
export function awsMarks(client: ResourceGroupsTaggingAPIClient, resources: Pick<Resources, 'resolve'>): Marks {
  return {
    async put(arns, key, value) {
      for (const some of chunks(arns, atOnce)) {
        const command = new TagResourcesCommand({ ResourceARNList: [...some], Tags: { [key]: value } });
        const { FailedResourcesMap = {} } = await client.send(command);
        const [failed] = Object.entries(FailedResourcesMap);
        if (failed) throw new MarkRefused(`${failed[0]} cannot be tagged: ${failed[1].ErrorMessage}`);
      }
    },
    async remove(type, key, value) {
      const carriers = (await resources.resolve({ type, where: { tags: { [key]: value } } })).map(({ id }) => id);
      for (const some of chunks(carriers, atOnce)) {
        const command = new UntagResourcesCommand({ ResourceARNList: [...some], TagKeys: [key] });
        const { FailedResourcesMap = {} } = await client.send(command);
        // One that is gone meanwhile carries nothing any more.
        const failed = Object.entries(FailedResourcesMap).find(([, { StatusCode }]) => StatusCode !== 404);
        if (failed) throw new MarkRefused(`${failed[0]} cannot be untagged: ${failed[1].ErrorMessage}`);
      }
    },
  };
}

export const marksIn = (place: Place, resources: Pick<Resources, 'resolve'>): Marks =>
  awsMarks(place.client(ResourceGroupsTaggingAPIClient), resources);
