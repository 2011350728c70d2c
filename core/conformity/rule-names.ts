/** Names of the rules, apart from the rules: a schema needs no more. A test holds the two to each other. */
export const ruleNames = [
  'zones-balanced',
  'zones-match-load-balancer',
  'health-check-of-group',
  'health-check-settings',
  'minimum-healthy',
  'alarms-present',
  'alarms-fresh',
  'deletion-protection',
  'backups',
  'multi-zone-data',
  'instance-age',
  'owner-tag',
  'opt-in-tag',
  'function-timeout',
  'function-retries',
  'draining',
  'idle-timeout',
] as const;

export type RuleName = (typeof ruleNames)[number];
