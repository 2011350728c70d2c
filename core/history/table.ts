/**
 * The one table of the history in DynamoDB: what the stack creates and the adapter reads.
 * Attributes beside keys are the adapter's own.
 */
export const historyTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since 1970, as DynamoDB's time to live takes them. Missing: kept for good. */
  timeToLive: 'expiresAt',
  /** Sparse: an item without both keys is not in the index. All attributes are projected. */
  indexes: {
    /** Runs of an experiment, by its name. */
    byExperiment: { name: 'by-experiment', partitionKey: 'experiment', sortKey: 'proposedAt' },
    /** Runs without a terminal record: the attribute is removed when a run is concluded. */
    byUnfinished: { name: 'by-unfinished', partitionKey: 'unfinished', sortKey: 'proposedAt' },
    /** Unfinished runs that an alarm guards: one item for each alarm of a run. */
    byStopAlarm: { name: 'by-stop-alarm', partitionKey: 'stopAlarm', sortKey: 'proposedAt' },
  },
} as const;
