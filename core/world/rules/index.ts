/** What must hold across the fields of a world, in one list. */
import { copies } from './copies.ts';
import { globalDatabases } from './global-databases.ts';
import { graph } from './graph.ts';
import { metrics } from './metrics.ts';
import { names } from './names.ts';
import { nodeGroups } from './node-groups.ts';
import { places } from './places.ts';
import { platform } from './platform.ts';
import { regions } from './regions.ts';
import type { Rule } from './rule.ts';
import { requests, securityGroups } from './security-groups.ts';
import { times } from './times.ts';
import { unique } from './unique.ts';

export const rules: readonly Rule[] = [
  unique,
  graph,
  names,
  places,
  regions,
  globalDatabases,
  copies,
  nodeGroups,
  metrics,
  times,
  platform,
  securityGroups,
  requests,
];
