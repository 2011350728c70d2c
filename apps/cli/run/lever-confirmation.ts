/** What must be said before safety levers are set: their name, typed, since they are everybody's. Pure. */
import type { Answers, Confirmation } from './confirmation.ts';

export type LeverAsked = 'engage' | 'disengage';

/** @param name of the levers: account and Regions. `--yes` is no answer here. */
export function leverConfirmation(asked: LeverAsked, name: string, answers: Omit<Answers, 'yes'>): Confirmation {
  const because =
    asked === 'engage'
      ? `this stops every FIS experiment in ${name}, those of other teams too, and lets none begin`
      : `this lets FIS experiments begin again in ${name}, those of other teams too, whoever engaged it`;
  const { confirm, interactive } = answers;
  if (confirm === name) return { kind: 'given' };
  if (confirm !== undefined)
    return { kind: 'refused', why: `${because}, and --confirm says "${confirm}" instead of "${name}"` };
  if (interactive)
    return {
      kind: 'ask',
      how: 'name',
      message: `${sentence(because)}. Type ${name} to go on:`,
    };
  return { kind: 'refused', why: `${because}, and nobody can be asked here: add --confirm ${name} to go on` };
}

const sentence = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
