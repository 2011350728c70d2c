/** What must be said before a run: decided from its plan, asked at the terminal. */
import type { Plan } from '../../../core/plan/plan.ts';
import { plain } from '../text/plain.ts';

const keys = new Set(['environment', 'env', 'stage']);
const production = /^(?:prod|production|prd|live)\b/i;

export interface ProductionTag {
  readonly target: string;
  readonly tag: string;
}

/** The first of the chosen targets and of what stands in them, by id, whose tags say production. */
export function productionTag(plan: Plan): ProductionTag | undefined {
  const found = plan.targets
    .flatMap(({ matched, chosen, reached = [] }) => [...matched.filter(({ id }) => chosen.includes(id)), ...reached])
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ name, tags }) =>
      Object.entries(tags)
        .filter(([key, value]) => keys.has(key.toLowerCase()) && production.test(value.trim()))
        .map(([key, value]) => ({ target: name, tag: `${key}=${value}` })),
    );
  return found[0];
}

export interface Answers {
  readonly yes: boolean;
  /** The experiment's name, as given with `--confirm`. */
  readonly confirm?: string;
  /** Somebody can be asked. */
  readonly interactive: boolean;
}

export type Confirmation =
  | { readonly kind: 'given' }
  | { readonly kind: 'ask'; readonly how: 'yes' | 'name'; readonly message: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Pure. `--yes` stands for the y of y/N, and never for a name that must be typed. */
export function confirmation(plan: Plan, answers: Answers): Confirmation {
  const { name } = plan.definition.metadata;
  const tagged = productionTag(plan);
  if (tagged) {
    const because = `${plain(tagged.target)} carries the production tag ${plain(tagged.tag)}`;
    if (answers.confirm === name) return { kind: 'given' };
    if (answers.confirm !== undefined)
      return { kind: 'refused', why: `${because}, and --confirm says "${answers.confirm}" instead of "${name}"` };
    if (answers.interactive)
      return { kind: 'ask', how: 'name', message: `${because}. Type the experiment's name, ${name}, to go on:` };
    return { kind: 'refused', why: `${because}, and nobody can be asked here: add --confirm ${name} to go on` };
  }
  if (answers.yes) return { kind: 'given' };
  if (answers.interactive) return { kind: 'ask', how: 'yes', message: `Run ${name}?` };
  return { kind: 'refused', why: 'this is not a terminal, so nobody can be asked: add --yes to go on' };
}
