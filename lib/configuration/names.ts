/**
 * Physical names, all from the stage. Fixed, so that a machine and the functions that start
 * it can know each other, policies can name exact ARNs, and the command line finds a
 * deployment by its configuration alone. Free of CDK.
 */
const prefix = (stage: string): string => `squall-${stage}`;

export const names = {
  prefix,
  boundary: (stage: string) => `${prefix(stage)}-boundary`,
  touchingBoundary: (stage: string) => `${prefix(stage)}-touching-boundary`,
  endingBoundary: (stage: string) => `${prefix(stage)}-ending-boundary`,
  deadLetters: (stage: string) => `${prefix(stage)}-dead-letters`,
  notices: (stage: string) => `${prefix(stage)}-notices`,
  table: (stage: string) => `${prefix(stage)}-history`,
  machine: (stage: string, machine: 'experiment' | 'recovery') => `${prefix(stage)}-${machine}`,
  /** Of a function and of its role. `VerifyBefore` → `squall-staging-verify-before` */
  function: (stage: string, name: string) =>
    `${prefix(stage)}-${name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`,
  faultRole: (stage: string) => `${prefix(stage)}-faults`,
  /** The log group that FIS writes to, where it is ours. */
  faultLogs: (stage: string) => `/aws/vendedlogs/fis/${prefix(stage)}`,
  startRole: (stage: string) => `${prefix(stage)}-remote-start`,
  stopRole: (stage: string) => `${prefix(stage)}-remote-stop`,
  /** Of Systems Manager: `squall-staging-clock-skew`. */
  document: (stage: string, name: string) => `${prefix(stage)}-${name}`,
  passedAlarms: (stage: string) => `${prefix(stage)}-passed-alarms`,
  /** Of a role that passes alarms on from another Region, and of its boundary: IAM knows no Regions. */
  passedAlarmsFrom: (stage: string, region: string) => `${prefix(stage)}-passed-alarms-${region}`,
  deadlines: (stage: string) => `${prefix(stage)}-deadlines`,
  schedules: (stage: string) => `${prefix(stage)}-schedules`,
  /** Of the machine that plans days, of its schedules, of what they act as, of the dashboard. */
  monkeys: (stage: string) => `${prefix(stage)}-monkeys`,
  /** Of the schedules of kills, and of what they act as. */
  kills: (stage: string) => `${prefix(stage)}-kills`,
  /** Boundary of what tells trackers. */
  trackers: (stage: string) => `${prefix(stage)}-trackers`,
  dashboard: (stage: string) => prefix(stage),
  /** Of the schedule group, the role that it calls by, and the dashboard. */
  scans: (stage: string) => `${prefix(stage)}-scans`,
  /** The same, of the doctor. */
  rounds: (stage: string) => `${prefix(stage)}-rounds`,
  /** Folder of what is left for functions that fail requests; each has one of its name below. */
  requests: (stage: string) => `/squall/${stage}/requests`,
  killSwitches: (stage: string) => `/squall/${stage}/kill-switches`,
  stack: (stage: string, subject: string) => `${prefix(stage)}-${subject}`,
} as const;
