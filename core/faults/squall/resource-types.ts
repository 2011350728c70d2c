/** Resource types that actions of our own take and FIS does not know. */
import type { ResourceType } from '../resource-type.ts';

export const squallResourceTypes: readonly ResourceType[] = [
  {
    type: 'toxiproxy:proxy',
    // Opted in by the platform's configuration, which lists the endpoints: Toxiproxy knows no tags.
    chosenBy: ['arns'],
    parameters: [],
    arn: 'http://toxiproxy.internal:8474/proxies/*',
    example: 'orders',
  },
];
