/** What becomes of a fault on one host, by what its commands say. Pure. */
import type { CommandInvocation } from '@aws-sdk/client-ssm';
import type { Instant, Millis } from '../../../core/ports/clock.ts';

export type HostState =
  /** It may hold, or come yet. `remark`: why it is not known to be over. */
  | { readonly state: 'holds'; readonly remark?: string }
  /** Asked to take it back, and not answered yet. */
  | { readonly state: 'stopping' }
  /** Taken back, by itself or asked to. `left`: something that the host left as others want it, told in `remark`. */
  | { readonly state: 'over'; readonly stopped: boolean; readonly remark?: string; readonly left?: true }
  /** It never came: refused before anything was changed, taken back because it failed, or not delivered. */
  | { readonly state: 'never'; readonly why: string };

/** The timer of the host, which takes the fault back whatever becomes of the command. */
export interface HostTimer {
  readonly now: Instant;
  /** From when the command was asked for until the timer has run, however late the agent took it up. */
  readonly lasts: Millis;
}

/** Exit codes of the documents that say that nothing of the fault is left: see `templates/ssm/scripts/arm.sh`. */
const nothingLeft: Readonly<Record<number, string>> = {
  64: 'a parameter does not fit the host',
  69: 'a tool is missing, or nothing could be armed to take it back',
  70: 'it failed, and was taken back',
  75: 'another run’s fault stands there',
  76: 'it was taken back before it came',
  77: 'it takes root',
};
const notTakenBack = 74;
const leftToOthers = 79;
const underWay: readonly (string | undefined)[] = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];
/** As the API spells them, and without the blanks of its documentation. */
const undelivered = ['DeliveryTimedOut', 'Undeliverable', 'InvalidPlatform', 'AccessDenied', 'Terminated'];
const detailsOf = ({ StatusDetails = '' }: CommandInvocation): string => StatusDetails.replaceAll(' ', '');

/**
 * Over is what was seen to be: by an exit code, or by a command that ended otherwise when the host's own timer has run.
 * @param armed and `reverts`: invocations on the host, oldest first
 * @param timer missing while the host does not run, and its timer neither
 */
export function hostState(
  armed: readonly CommandInvocation[],
  reverts: readonly CommandInvocation[],
  timer?: HostTimer,
): HostState {
  for (const revert of reverts) {
    if (revert.Status === 'Success') return { state: 'over', stopped: true };
    if (codeOf(revert) === leftToOthers) return { state: 'over', stopped: true, left: true, remark: words(revert) };
  }
  const open = armed.filter((each) => !ended(each));
  if (open.length > 0) {
    if (reverts.some(({ Status }) => underWay.includes(Status))) return { state: 'stopping' };
    const last = open.at(-1);
    if (last && timer && open.every((each) => timedOut(each, timer)))
      return {
        state: 'over',
        stopped: reverts.length > 0,
        remark: `its command ended (${howEnded(last)}), and the timer of the host has run since`,
      };
    const asked = reverts.at(-1);
    if (asked) return { state: 'holds', remark: `asked to take it back, and it did not (${howEnded(asked)})` };
    const cut = open.find(({ Status }) => !underWay.includes(Status));
    return cut ? { state: 'holds', remark: `not seen to be taken back (${howEnded(cut)})` } : { state: 'holds' };
  }
  if (armed.some(({ Status }) => Status === 'Success')) return { state: 'over', stopped: false };
  const left = armed.find((each) => codeOf(each) === leftToOthers);
  if (left) return { state: 'over', stopped: false, left: true, remark: words(left) };
  return { state: 'never', why: whyNever(armed.at(-1)) };
}

/** Nothing of it is left on the host, whatever it did there. What was cancelled or cut off may have begun. */
const ended = (invocation: CommandInvocation): boolean =>
  invocation.Status === 'Success' ||
  (!underWay.includes(invocation.Status) && undelivered.includes(detailsOf(invocation))) ||
  (invocation.Status === 'Failed' && (codeOf(invocation) === leftToOthers || (codeOf(invocation) ?? 0) in nothingLeft));

/** A host that says that it could not take it back is not believed to have done so later. */
const timedOut = (invocation: CommandInvocation, { now, lasts }: HostTimer): boolean =>
  !underWay.includes(invocation.Status) &&
  codeOf(invocation) !== notTakenBack &&
  now > (invocation.RequestedDateTime?.getTime() ?? Number.POSITIVE_INFINITY) + lasts;

const codeOf = ({ CommandPlugins = [] }: CommandInvocation): number | undefined =>
  CommandPlugins.find(({ ResponseCode }) => ResponseCode !== undefined && ResponseCode > 0)?.ResponseCode;

const words = ({ CommandPlugins = [] }: CommandInvocation): string =>
  (CommandPlugins[0]?.Output ?? '').trim().split('\n').at(-1) ?? '';

function howEnded(invocation: CommandInvocation): string {
  const code = codeOf(invocation);
  const details = detailsOf(invocation) || (invocation.Status ?? 'unknown');
  return code === undefined || code < 0 ? details : `${details}, exit code ${code}`;
}

const whyNever = (invocation: CommandInvocation | undefined): string =>
  invocation === undefined
    ? 'nothing was sent'
    : (nothingLeft[codeOf(invocation) ?? 0] ?? (detailsOf(invocation) || 'it did not come'));
