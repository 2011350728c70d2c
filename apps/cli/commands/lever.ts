/** `squall lever`: the safety levers of AWS FIS where a platform acts, which are not only ours. */
import type { LeverState } from '../../../core/ports/safety-lever.ts';
import type { Lever, Levers } from '../../aws/lever.ts';
import { exitCodes } from '../exit-code.ts';
import { explain, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import { type LeverAsked, leverConfirmation } from '../run/lever-confirmation.ts';
import { givenReason } from '../run/scope.ts';
import { plain } from '../text/plain.ts';

export interface LeverOptions extends DeploymentOptions {
  readonly aws?: true;
  readonly reason?: string;
  /** Their name: account and Regions. */
  readonly confirm?: string;
}

/** 0; 1 where one could not be looked at or set, whatever became of the others; 3 or 130 when whoever was asked says no. */
export async function execute(io: Io, [what = 'status']: readonly string[], options: LeverOptions): Promise<number> {
  if (!options.aws)
    throw new Failure(
      'the simulated cloud has no safety lever, since nobody else has experiments in it: add --aws, or stop all runs here with squall stop --all',
    );
  const asked = what as 'status' | LeverAsked;
  const reason = asked === 'status' ? '' : givenReason(options.reason);
  const { findPlatform } = await import('../../aws/platform.ts');
  const { deployment } = await findPlatform(options);
  const { leversOf } = await import('../../aws/lever.ts');
  const found = await leversOf(deployment);
  if (asked === 'status') return told(io, found, await each(found, (lever) => lever.look()), 'looked at');
  const no = await disagreed(io, found, asked, options.confirm);
  if (no !== undefined) return no;
  // FIS keeps no name with the state; CloudTrail does.
  const status = asked === 'engage' ? 'engaged' : 'disengaged';
  const done = await each(found, (lever) => lever.set(status, `${reason} (${deployment.caller})`));
  const code = told(io, found, done, 'set');
  if (asked === 'engage' && done.some(({ state }) => state)) {
    const where = found.levers.length === 1 ? 'that account and Region' : 'each of them';
    io.out(`Every FIS experiment in ${where} is being stopped, and none begins, whosever it is.`);
    io.out(plain(`squall lever disengage ${deployment.flags} --reason <text> lets them begin again; none is resumed.`));
  }
  return code;
}

interface Done {
  readonly lever: Lever;
  readonly state?: LeverState;
  /** Why there is none. */
  readonly failed?: string;
}

/** All at once: one Region that does not answer keeps no other waiting. */
const each = ({ levers }: Levers, act: (lever: Lever) => Promise<LeverState>): Promise<readonly Done[]> =>
  Promise.all(
    levers.map((lever) =>
      act(lever).then(
        (state) => ({ lever, state }),
        (error: unknown) => ({ lever, failed: explain(error, false).text.replace(/^squall: /, '') }),
      ),
    ),
  );

function told(io: Io, { otherAccounts, notKnown, regions }: Levers, done: readonly Done[], how: string): number {
  for (const { lever, state } of done)
    if (state)
      io.out(
        plain(`The FIS safety lever of ${lever.name} is ${state.status}${state.reason ? `: ${state.reason}` : ''}.`),
      );
  const bad = done.filter(({ failed }) => failed !== undefined);
  for (const { lever, failed } of bad)
    io.err(io.errorColours.red(plain(`The FIS safety lever of ${lever.name} could not be ${how}: ${failed}`)));
  if (notKnown !== undefined)
    io.err(
      io.errorColours.red(
        plain(`Whether it acts in other Regions or accounts is not known, and none of theirs was ${how}: ${notKnown}`),
      ),
    );
  for (const account of otherAccounts)
    io.err(
      plain(
        `Not ${how}: those of account ${account}, which take credentials of its own: aws fis ${how === 'set' ? 'update-safety-lever-state --id default --state status=<status>,reason=<text>' : 'get-safety-lever --id default'} --region <region>, in ${regions.join(', ')}`,
      ),
    );
  return bad.length > 0 || notKnown !== undefined ? exitCodes.error : exitCodes.held;
}

/** Undefined: go on. @throws Failure when nobody can be asked */
async function disagreed(
  io: Io,
  { name }: Levers,
  asked: LeverAsked,
  confirm: string | undefined,
): Promise<number | undefined> {
  const confirmation = leverConfirmation(asked, name, {
    ...(confirm !== undefined && { confirm }),
    interactive: io.interactive,
  });
  if (confirmation.kind === 'refused') throw new Failure(confirmation.why);
  if (confirmation.kind === 'given') return undefined;
  const { ask } = await import('../run/ask.ts');
  const answer = await ask(confirmation, name, new Promise(() => {}));
  if (answer === 'go') return undefined;
  io.err('The levers were left as they are.');
  return answer === 'no' ? exitCodes.refused : exitCodes.detached;
}
