/** What is brought over from another system, and what is said of each item of it. */
import type { Path } from '../../core/validation/problem.ts';
import type { System } from './systems.ts';

/** What became of one item of the source. `changed`: kept in another form, or with another meaning; the reason says which. */
export type Fate = 'kept' | 'changed' | 'lost';

export interface Item {
  /** In the source; it stands for all below it. */
  readonly path: Path;
  readonly fate: Fate;
  /** One clause. Missing for `kept` only. */
  readonly why?: string;
}

/** What a person has to decide, written as a comment at its place. */
export interface Question {
  /** In the document, whether there is a value (a guess then) or not. */
  readonly path: Path;
  /** One sentence without a full stop. */
  readonly ask: string;
}

/** An experiment or a monkey as data: not validated, and without what only a person can know. */
export interface Draft {
  /** Fit for `metadata.name` and for a file. */
  readonly name: string;
  readonly document: Readonly<Record<string, unknown>> & { readonly kind: 'Experiment' | 'Monkey' };
  readonly questions: readonly Question[];
}

/** What the other system does wrong, and ours on purpose does not do like it. One clause each. */
export interface Difference {
  readonly about: string;
  readonly there: string;
  readonly here: string;
}

export interface Reading {
  /** None where the document holds no experiment, but belongs to one. */
  readonly documents: readonly Draft[];
  readonly differences?: readonly Difference[];
  /** Whatever of the document no item covers is reported as lost by the caller. */
  readonly items: readonly Item[];
}

export interface Importer {
  /** For `--from`. */
  readonly system: System;
  /** As its people write it. */
  readonly title: string;
  /** By its content alone. Never throws. */
  recognises(document: unknown): boolean;
  /**
   * @param document parsed JSON, YAML or TOML; anything, where `--from` overrode `recognises`
   * @param name of its file, without folders and extension, for want of a better one
   */
  read(document: unknown, name: string): Reading;
}

export const kept = (path: Path, why?: string): Item => ({ path, fate: 'kept', ...(why !== undefined && { why }) });
export const changed = (path: Path, why: string): Item => ({ path, fate: 'changed', why });
export const lost = (path: Path, why: string): Item => ({ path, fate: 'lost', why });
