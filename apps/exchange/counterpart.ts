/** What an action of another system is here, as data: the shape of the mapping tables. */

/** How an argument's value becomes ours. `text`: as it is. A fraction is 0 to 1. */
export type Conversion =
  | 'text'
  | 'number'
  | 'whole'
  | 'boolean'
  | 'list'
  | 'percent'
  | 'fraction → percent'
  | 'milliseconds'
  | 'seconds → milliseconds'
  | 'duration'
  | 'seconds';

/** What becomes of one argument. */
export type ArgumentRule =
  /** A parameter of the action; `how` says what differs. */
  | { readonly to: string; readonly as: Conversion; readonly how?: string }
  /** A parameter that has a value of ours for each of theirs; `undefined` leaves it out. */
  | { readonly to: string; readonly values: Readonly<Record<string, string | number | boolean | undefined>> }
  /** A parameter of the fault document that the action runs. */
  | { readonly document: string; readonly as: Conversion; readonly how?: string }
  /** What chooses the targets. */
  | { readonly where: Where; readonly how?: string }
  | { readonly select: 'count' | 'percent' | 'fraction'; readonly how?: string }
  /** Nothing to bring over where it has one of these values; anything else is lost. */
  | { readonly only: readonly string[]; readonly otherwise: string }
  | { readonly lost: string };

/**
 * `ids`: ids or ARNs; `names`: as its service calls it; `tags`: an object, a list of
 * `{ Key, Value }`, or text as `key:value`; `filters`: as the Describe calls of EC2 take them;
 * `group`: an Auto Scaling group, of instances. The others become parameters of the target;
 * one with words of its own (`before`) gives way to one without. `selector`: how AWS FIS
 * calls the way of choosing pods by it.
 */
export type Where =
  | 'ids'
  | 'names'
  | 'zone'
  | 'region'
  | 'tags'
  | 'filters'
  | 'group'
  | { readonly parameter: string; readonly before?: string; readonly selector?: string };

export interface Counterpart {
  readonly action: string;
  /** The action's key for its targets, and their type. Missing where it takes none. */
  readonly target?: readonly [key: string, type: string];
  /** Parameters that follow from the action itself. */
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  /** Of the fault document. */
  readonly document?: Readonly<Record<string, string>>;
  readonly arguments: Readonly<Record<string, ArgumentRule>>;
  /** What is different about ours. */
  readonly how?: string;
  /** For an action that nobody undoes: why that is acceptable. */
  readonly irreversible?: string;
  /** The action's parameter that says how long it lasts, where another than `duration` does. */
  readonly lasting?: string;
}

/** Why there is none, and what comes nearest. */
export interface NoCounterpart {
  readonly none: string;
}

export type Mapping = Counterpart | NoCounterpart;
export type Mappings = Readonly<Record<string, Mapping>>;
