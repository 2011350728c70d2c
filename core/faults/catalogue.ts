/** Every action that an experiment may use, in one list: one file for each service of AWS and each subject of ours. */
import { aws } from './aws/index.ts';
import type { FaultDefinition } from './definition.ts';
import { capacity } from './squall/capacity.ts';
import { concurrency } from './squall/concurrency.ts';
import { globalDatabases } from './squall/global-databases.ts';
import { host } from './squall/host.ts';
import { lambdaRequests } from './squall/lambda.ts';
import { recoveryController } from './squall/recovery-controller.ts';
import { replacement } from './squall/replacement.ts';
import { routing } from './squall/routing.ts';
import { services } from './squall/services.ts';
import { toxiproxy } from './squall/toxiproxy.ts';

export const catalogue: readonly FaultDefinition[] = [
  ...aws,
  ...host,
  ...services,
  ...replacement,
  ...capacity,
  ...globalDatabases,
  ...lambdaRequests,
  ...concurrency,
  ...routing,
  ...recoveryController,
  ...toxiproxy,
];

const byId = new Map(catalogue.map((definition) => [definition.id, definition]));

export const fault = (id: string): FaultDefinition | undefined => byId.get(id);
