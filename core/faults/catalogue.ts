/** Every action that an experiment may use, in one list: one file for each family. */
import type { FaultDefinition } from './definition.ts';
import { ec2 } from './ec2.ts';
import { fis } from './fis.ts';
import { lambda } from './lambda.ts';
import { network } from './network.ts';
import { rds } from './rds.ts';
import { ssm } from './ssm.ts';

export const catalogue: readonly FaultDefinition[] = [...ec2, ...network, ...ssm, ...lambda, ...rds, ...fis];

const byId = new Map(catalogue.map((definition) => [definition.id, definition]));

export const fault = (id: string): FaultDefinition | undefined => byId.get(id);
