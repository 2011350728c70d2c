/** What an injection leaves in AWS beside its experiment: the template, and the marks on chosen resources. */
import {
  DeleteExperimentTemplateCommand,
  type FisClient,
  GetExperimentTemplateCommand,
  paginateListExperimentTemplates,
} from '@aws-sdk/client-fis';
import { failureOf, isFailure } from './errors.ts';
import { faultTags } from './fault-tags.ts';
import { typeOfFis } from './fis-document.ts';
import type { Marks } from './marks.ts';

export interface Leftovers {
  /** Marks first, the template last: as long as it stands, there is something to clear. Idempotent. */
  clear(templateId: string): Promise<void>;
  /** As `clear`, for an injection that has no experiment (yet): a start that is under way finds nothing to start then. */
  withdraw(token: string): Promise<void>;
}

export function fisLeftovers(client: FisClient, marks: Marks): Leftovers {
  async function unlessGone<T>(call: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error, call);
      if (isFailure(failure, 'NotFound')) return undefined;
      throw failure;
    }
  }
  const clear = async (id: string): Promise<void> => {
    const found = await unlessGone('GetExperimentTemplate', () =>
      client.send(new GetExperimentTemplateCommand({ id })),
    );
    const { tags = {}, targets = {} } = found?.experimentTemplate ?? {};
    // Templates of others are theirs.
    if (!found || tags[faultTags.run] === undefined) return;
    for (const { resourceType = '', resourceTags = {} } of Object.values(targets))
      for (const [key, value] of Object.entries(resourceTags)) await marks.remove(typeOfFis(resourceType), key, value);
    await unlessGone('DeleteExperimentTemplate', () => client.send(new DeleteExperimentTemplateCommand({ id })));
  };
  return {
    clear,
    async withdraw(token) {
      const ids: string[] = [];
      for await (const { experimentTemplates = [] } of paginateListExperimentTemplates({ client, pageSize: 100 }, {}))
        for (const { id, tags = {} } of experimentTemplates)
          if (id !== undefined && tags[faultTags.token] === token) ids.push(id);
      for (const id of ids) await clear(id);
    },
  };
}
