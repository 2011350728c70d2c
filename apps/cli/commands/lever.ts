/** `squall lever`: the safety lever of AWS FIS, which is not only ours. */
import type { LeverState } from '../../../core/ports/safety-lever.ts';
import type { Lever } from '../../aws/lever.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import { type LeverAsked, leverConfirmation } from '../run/lever-confirmation.ts';
import { givenReason } from '../run/scope.ts';
import { plain } from '../text/plain.ts';

export interface LeverOptions extends DeploymentOptions {
  readonly aws?: true;
  readonly reason?: string;
  /** Its name: account and Region. */
  readonly confirm?: string;
}

/** 0; 3 or 130 when whoever was asked says no. */
export async function execute(io: Io, [what = 'status']: readonly string[], options: LeverOptions): Promise<number> {
  if (!options.aws)
    throw new Failure(
      'the simulated cloud has no safety lever, since nobody else has experiments in it: add --aws, or stop all runs here with squall stop --all',
    );
  const asked = what as 'status' | LeverAsked;
  const reason = asked === 'status' ? '' : givenReason(options.reason);
  const { findPlatform } = await import('../../aws/platform.ts');
  const { deployment } = await findPlatform(options);
  const { leverOf } = await import('../../aws/lever.ts');
  const lever = leverOf(deployment);
  if (asked === 'status') {
    io.out(sentence(lever, await lever.look()));
    return exitCodes.held;
  }
  const no = await disagreed(io, lever, asked, options.confirm);
  if (no !== undefined) return no;
  // FIS keeps no name with the state; CloudTrail does.
  const state = await lever.set(asked === 'engage' ? 'engaged' : 'disengaged', `${reason} (${deployment.caller})`);
  io.out(sentence(lever, state));
  if (asked === 'engage') {
    io.out('Every FIS experiment in that account and Region is being stopped, and none begins, whosever it is.');
    io.out(plain(`squall lever disengage ${deployment.flags} --reason <text> lets them begin again; none is resumed.`));
  }
  return exitCodes.held;
}

const sentence = ({ name }: Lever, { status, reason }: LeverState): string =>
  plain(`The FIS safety lever of ${name} is ${status}${reason ? `: ${reason}` : ''}.`);

/** Undefined: go on. @throws Failure when nobody can be asked */
async function disagreed(
  io: Io,
  lever: Lever,
  asked: LeverAsked,
  confirm: string | undefined,
): Promise<number | undefined> {
  const confirmation = leverConfirmation(asked, lever.name, {
    ...(confirm !== undefined && { confirm }),
    interactive: io.interactive,
  });
  if (confirmation.kind === 'refused') throw new Failure(confirmation.why);
  if (confirmation.kind === 'given') return undefined;
  const { ask } = await import('../run/ask.ts');
  const answer = await ask(confirmation, lever.name, new Promise(() => {}));
  if (answer === 'go') return undefined;
  io.err('The lever was left as it is.');
  return answer === 'no' ? exitCodes.refused : exitCodes.detached;
}
