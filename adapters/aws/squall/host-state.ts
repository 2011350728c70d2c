/** What becomes of a fault on one host, by what its commands say. Pure. */
import type { CommandInvocation } from '@aws-sdk/client-ssm';

export type HostState =
  /** It may hold, or come yet. */
  | { readonly state: 'holds' }
  /** Asked to take it back, and not answered yet. */
  | { readonly state: 'stopping' }
  /** Taken back, by itself or asked to. `remark`: something that the host left as others want it. */
  | { readonly state: 'over'; readonly stopped: boolean; readonly remark?: string }
  /** It never came: refused before anything was changed, taken back because it failed, or not delivered. */
  | { readonly state: 'never'; readonly why: string };

/** Exit codes of the documents that say that nothing of the fault is left: see `templates/ssm/scripts/arm.sh`. */
const nothingLeft: Readonly<Record<number, string>> = {
  64: 'a parameter does not fit the host',
  69: 'a tool is missing, or nothing could be armed to take it back',
  70: 'it failed, and was taken back',
  75: 'another run’s fault stands there',
  76: 'it was taken back before it came',
  77: 'it takes root',
};
const leftToOthers = 79;
const underWay: readonly (string | undefined)[] = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];
const undelivered: readonly (string | undefined)[] = ['DeliveryTimedOut', 'Undeliverable', 'InvalidPlatform'];

/** @param armed and `reverts`: invocations on the host, oldest first */
export function hostState(armed: readonly CommandInvocation[], reverts: readonly CommandInvocation[]): HostState {
  for (const revert of reverts) {
    if (revert.Status === 'Success') return { state: 'over', stopped: true };
    if (codeOf(revert) === leftToOthers) return { state: 'over', stopped: true, remark: words(revert) };
  }
  const open = armed.filter((each) => !ended(each));
  const [first] = open;
  if (!first) {
    const done = armed.find(({ Status }) => Status === 'Success');
    if (done) return { state: 'over', stopped: false };
    const left = armed.find((each) => codeOf(each) === leftToOthers);
    if (left) return { state: 'over', stopped: false, remark: words(left) };
    return { state: 'never', why: whyNever(armed.at(-1)) };
  }
  return { state: reverts.some(({ Status }) => underWay.includes(Status)) ? 'stopping' : 'holds' };
}

/** Nothing of it is left on the host, whatever it did there. What was cancelled or cut off may have begun. */
const ended = (invocation: CommandInvocation): boolean =>
  invocation.Status === 'Success' ||
  undelivered.includes(invocation.StatusDetails) ||
  (invocation.Status === 'Failed' && (codeOf(invocation) === leftToOthers || (codeOf(invocation) ?? 0) in nothingLeft));

const codeOf = ({ CommandPlugins = [] }: CommandInvocation): number | undefined =>
  CommandPlugins.find(({ ResponseCode }) => ResponseCode !== undefined && ResponseCode > 0)?.ResponseCode;

const words = ({ CommandPlugins = [] }: CommandInvocation): string =>
  (CommandPlugins[0]?.Output ?? '').trim().split('\n').at(-1) ?? '';

const whyNever = (invocation: CommandInvocation | undefined): string =>
  invocation === undefined
    ? 'nothing was sent'
    : (nothingLeft[codeOf(invocation) ?? 0] ?? invocation.StatusDetails ?? 'it did not come');
