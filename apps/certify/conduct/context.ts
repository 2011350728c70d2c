/** What every part of a certification is handed. */
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { ExerciseEvidence } from '../evidence/schema.ts';
import type { Exercise } from '../exercise.ts';
import type { Rig } from '../rig.ts';

/** What is told while it goes on. Instants are of the place's clock. */
export type Telling =
  | { readonly type: 'preparing'; readonly exercises: number }
  | {
      readonly type: 'exercise';
      readonly number: number;
      readonly of: number;
      readonly id: string;
      readonly title: string;
    }
  | { readonly type: 'run'; readonly at: number; readonly runId: string }
  | { readonly type: 'seen'; readonly at: number; readonly what: string }
  | { readonly type: 'over'; readonly exercise: ExerciseEvidence };

export interface Context {
  readonly rig: Rig;
  /** Names the certification. */
  readonly id: string;
  readonly by: string;
  readonly definitions: readonly StoredDefinition[];
  /** Chooses targets, zones and run ids' seeds. */
  readonly seed: number;
  /** By the wall clock: people look for runs by it. */
  readonly runIdOf: (exercise: Exercise) => string;
  /** Aborted once a person wants it to end. */
  readonly interrupted: AbortSignal;
  readonly tell: (telling: Telling) => void;
}
