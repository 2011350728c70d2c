export interface Notice {
  readonly runId: string;
  readonly kind:
    | 'waiting-for-approval'
    | 'started'
    | 'refused'
    | 'aborted'
    | 'concluded'
    | 'recovery-unconfirmed'
    | 'leftover-resolved';
  readonly subject: string;
  readonly body: string;
}

export interface Notices {
  /** Idempotent for a (run, kind) pair as far as the channel allows; a failure never fails a step. */
  send(notice: Notice): Promise<void>;
}
