/** The rules, in the order in which findings of one resource are listed. */
import type { Rule } from '../rule.ts';
import { alarmsFresh } from './alarms-fresh.ts';
import { alarmsPresent } from './alarms-present.ts';
import { backups } from './backups.ts';
import { deletionProtection } from './deletion-protection.ts';
import { draining } from './draining.ts';
import { functionRetries } from './function-retries.ts';
import { functionTimeout } from './function-timeout.ts';
import { healthCheckOfGroup } from './health-check-of-group.ts';
import { healthCheckSettings } from './health-check-settings.ts';
import { idleTimeout } from './idle-timeout.ts';
import { instanceAge } from './instance-age.ts';
import { minimumHealthy } from './minimum-healthy.ts';
import { multiZoneData } from './multi-zone-data.ts';
import { optIn } from './opt-in-tag.ts';
import { ownerTag } from './owner-tag.ts';
import { zonesBalanced } from './zones-balanced.ts';
import { zonesMatchLoadBalancer } from './zones-match-load-balancer.ts';

export const rules: readonly Rule[] = [
  zonesBalanced,
  zonesMatchLoadBalancer,
  healthCheckOfGroup,
  healthCheckSettings,
  minimumHealthy,
  alarmsPresent,
  alarmsFresh,
  deletionProtection,
  backups,
  multiZoneData,
  instanceAge,
  ownerTag,
  optIn,
  functionTimeout,
  functionRetries,
  draining,
  idleTimeout,
];
