/** What must be said before a certification: asked as `run` asks, with the stage for the name. */
import type { Answers, Confirmation } from '../cli/run/confirmation.ts';

/** Pure. In AWS the stage is typed or given with `--confirm`, and `--yes` does not stand for it. */
export function consent(stage: string, real: boolean, { yes, confirm, interactive }: Answers): Confirmation {
  if (confirm !== undefined)
    return confirm === stage
      ? { kind: 'given' }
      : { kind: 'refused', why: `--confirm says "${confirm}", and the stage is "${stage}"` };
  if (!real) {
    if (yes) return { kind: 'given' };
    if (interactive) return { kind: 'ask', how: 'yes', message: 'Rehearse the certification?' };
    return { kind: 'refused', why: 'this is not a terminal, so nobody can be asked: add --yes to go on' };
  }
  if (interactive)
    return { kind: 'ask', how: 'name', message: `Faults are injected for real. Type the stage, ${stage}, to go on:` };
  return { kind: 'refused', why: `nobody can be asked here: add --confirm ${stage} to inject faults for real` };
}
