/** Endpoint groups of accelerators, opted in by the accelerator's tag: they carry none of their own. */
import {
  type Accelerator,
  type EndpointGroup,
  ListTagsForResourceCommand,
  paginateListAccelerators,
  paginateListEndpointGroups,
  paginateListListeners,
} from '@aws-sdk/client-global-accelerator';
import { arnPattern } from '../arn-pattern.ts';
import { failureOf, isFailure } from '../errors.ts';
import { type Described, type ResourceFamily, tagsOf } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';
import { AcceleratorClient } from './accelerator-client.ts';

const type = 'globalaccelerator:endpoint-group';

/** `…:accelerator/A` of `…:accelerator/A/listener/L/endpoint-group/E` */
export const acceleratorOf = (arn: string): string => arn.replace(/\/listener\/.*$/, '');
const listenerOf = (arn: string): string => arn.replace(/\/endpoint-group\/.*$/, '');

interface Raw extends EndpointGroup {
  readonly Accelerator: Accelerator;
}

/** There are few of them, and one that is gone is left out: that fails no question about the others. */
export async function acceleratorsOfAll(client: AcceleratorClient): Promise<readonly Accelerator[]> {
  const all: Accelerator[] = [];
  for await (const { Accelerators = [] } of paginateListAccelerators({ client }, {})) all.push(...Accelerators);
  return all;
}

/** Those of the ARNs that exist. */
export async function groupsByArn(
  client: AcceleratorClient,
  arns: readonly string[],
): Promise<readonly EndpointGroup[]> {
  const wanted = new Set(arns);
  const groups = await Promise.all([...new Set(arns.map(listenerOf))].map((arn) => groupsOf(client, arn)));
  return groups.flat().filter(({ EndpointGroupArn = '' }) => wanted.has(EndpointGroupArn));
}

async function groupsOf(client: AcceleratorClient, ListenerArn: string): Promise<readonly EndpointGroup[]> {
  const groups: EndpointGroup[] = [];
  try {
    for await (const { EndpointGroups = [] } of paginateListEndpointGroups({ client }, { ListenerArn }))
      groups.push(...EndpointGroups);
  } catch (error) {
    const failure = failureOf(error, 'Global Accelerator ListEndpointGroups');
    if (!isFailure(failure, 'NotFound')) throw failure;
  }
  return groups;
}

export function endpointGroups(place: Place): ResourceFamily {
  const client = () => place.client(AcceleratorClient);

  async function allOf({ AcceleratorArn }: Accelerator): Promise<readonly EndpointGroup[]> {
    const listeners: string[] = [];
    for await (const { Listeners = [] } of paginateListListeners({ client: client() }, { AcceleratorArn }))
      listeners.push(...Listeners.flatMap(({ ListenerArn }) => ListenerArn ?? []));
    return (await Promise.all(listeners.map((arn) => groupsOf(client(), arn)))).flat();
  }

  return {
    type,
    arn: arnPattern(type),
    parameters: {
      accelerator: async (all, value) =>
        all.filter(({ raw }) => {
          const { Name, AcceleratorArn } = (raw as Raw).Accelerator;
          return value === Name || value === AcceleratorArn;
        }),
      endpointGroupRegion: async (all, value) => all.filter(({ raw }) => (raw as Raw).EndpointGroupRegion === value),
    },
    async describe({ tags = {}, ids }) {
      const named = ids?.every((id) => id.startsWith('arn:')) ? ids : undefined;
      const all: Described[] = [];
      for (const accelerator of await acceleratorsOfAll(client())) {
        const { AcceleratorArn = '' } = accelerator;
        const asked = named?.filter((id) => acceleratorOf(id) === AcceleratorArn);
        if (asked?.length === 0) continue;
        const question = new ListTagsForResourceCommand({ ResourceArn: AcceleratorArn });
        const own = tagsOf((await client().send(question)).Tags);
        if (!Object.entries(tags).every(([key, value]) => own[key] === value)) continue;
        const groups = asked ? await groupsByArn(client(), asked) : await allOf(accelerator);
        all.push(...groups.map((group) => described(place, accelerator, group, own)));
      }
      return all;
    },
  };
}

function described(
  { account }: Place,
  accelerator: Accelerator,
  group: EndpointGroup,
  tags: Described['resource']['tags'],
): Described {
  const { EndpointGroupArn: id = '', EndpointGroupRegion = '', EndpointDescriptions = [] } = group;
  return {
    resource: {
      id,
      type,
      name: `${accelerator.Name ?? ''}/${EndpointGroupRegion}`,
      account,
      region: '',
      tags,
      healthy: true,
    },
    state: {
      dial: group.TrafficDialPercentage ?? 100,
      region: EndpointGroupRegion,
      enabled: accelerator.Enabled ?? true,
      endpoints: EndpointDescriptions.map(({ EndpointId, Weight }) => `${EndpointId} ${Weight ?? 128}`)
        .sort()
        .join(', '),
    },
    raw: { ...group, Accelerator: accelerator } satisfies Raw,
  };
}
