/** Where a function of ours can die: before and after each call that changes something. */
import type { Ports } from '../../core/ports/ports.ts';

export type PortName = Exclude<keyof Ports, 'stage' | 'clock'>;

/** Every method of every port: a port or a method that is not named here does not compile. */
type Effects = { readonly [P in PortName]: { readonly [M in keyof Ports[P]]-?: 'changes' | 'reads' } };

export const effects = {
  definitions: { load: 'reads' },
  resources: { resolve: 'reads', snapshot: 'reads', zones: 'reads' },
  faults: {
    start: 'changes',
    observe: 'reads',
    stop: 'changes',
    undo: 'changes',
    template: 'reads',
    active: 'reads',
    mostByTag: 'reads',
    permissions: 'reads',
  },
  metrics: { series: 'reads', alarms: 'reads', http: 'reads', beat: 'changes', endBeat: 'changes' },
  runs: {
    propose: 'changes',
    refuse: 'changes',
    arm: 'changes',
    approve: 'changes',
    load: 'reads',
    raiseEpoch: 'changes',
    claimRecovery: 'changes',
    conclude: 'changes',
    told: 'changes',
    list: 'reads',
  },
  ledger: { intend: 'changes', confirm: 'changes', undone: 'changes', list: 'reads' },
  leftovers: { open: 'reads', of: 'reads', acknowledge: 'changes', restored: 'changes' },
  promotions: { of: 'reads', keep: 'changes', list: 'reads' },
  journal: { append: 'changes', read: 'reads' },
  deadline: { arm: 'changes', disarm: 'changes' },
  executions: { start: 'changes', stop: 'changes', look: 'reads' },
  notices: { send: 'changes' },
  lever: { look: 'reads' },
  standby: {
    records: 'reads',
    certificates: 'reads',
    secrets: 'reads',
    arriving: 'reads',
    quotas: 'reads',
    ahead: 'reads',
  },
  switches: { raised: 'reads', raise: 'changes', lower: 'changes', audit: 'reads' },
} as const satisfies Effects;

export const portNames = Object.keys(effects) as readonly PortName[];

/** A side effect of ours, as `runs.arm`. */
export type SideEffect = {
  [P in PortName]: {
    [M in keyof (typeof effects)[P] & string]: (typeof effects)[P][M] extends 'changes' ? `${P}.${M}` : never;
  }[keyof (typeof effects)[P] & string];
}[PortName];

export interface CrashPoint {
  readonly call: SideEffect;
  readonly when: 'before' | 'after';
}

export const sideEffects: readonly SideEffect[] = portNames.flatMap((port) =>
  Object.entries(effects[port])
    .filter(([, effect]) => effect === 'changes')
    .map(([method]) => `${port}.${method}` as SideEffect),
);

export const crashPoints: readonly CrashPoint[] = sideEffects.flatMap((call) => [
  { call, when: 'before' as const },
  { call, when: 'after' as const },
]);

export const nameOf = ({ call, when }: CrashPoint): string => `${when} ${call}`;
