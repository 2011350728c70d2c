/** What keeps a permission from reaching further than it is meant to. */

/** Opted in by whoever owns the resource. Destructive actions reach nothing else. */
export const optedIn = { StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': 'true' } };

/** The run's tag, by which a fault of ours is found again. */
export const runTag = 'squall:run';

/** Made by a run of ours. */
export const ours = { Null: { [`aws:ResourceTag/${runTag}`]: 'false' } };

/** About to be made by a run of ours. */
export const markedAsOurs = { Null: { [`aws:RequestTag/${runTag}`]: 'false' } };

export const passedTo = (service: string) => ({ StringEquals: { 'iam:PassedToService': service } });
