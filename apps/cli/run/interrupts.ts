/** Ctrl-C, in the order that people press it. */

export interface Interrupts {
  /**
   * From now on this answers; before, an interrupt means that nothing was started. One that
   * came when it was too late for that, while the run was being started, is answered now.
   */
  answer(given: { first(): void; second(): void }): void;
  /** Settles when an interrupt came before `answer`. */
  readonly early: Promise<'interrupted'>;
  /** Whether `early` has settled. */
  cameEarly(): boolean;
  release(): void;
}

/** SIGTERM counts as the first Ctrl-C, and never as the second: a supervisor that repeats itself wants the rollback. */
export function listenForInterrupts(signals: Pick<NodeJS.Process, 'on' | 'off'>): Interrupts {
  let answers: { first(): void; second(): void } | undefined;
  let heard = 0;
  let came = false;
  let tell: (word: 'interrupted') => void = () => {};
  const early = new Promise<'interrupted'>((resolve) => {
    tell = resolve;
  });
  const onEarly = () => {
    came = true;
    tell('interrupted');
  };
  const onInterrupt = () => {
    if (!answers) return onEarly();
    heard += 1;
    if (heard === 1) answers.first();
    else answers.second();
  };
  const onTerminate = () => {
    if (!answers) return onEarly();
    if (heard > 0) return;
    heard = 1;
    answers.first();
  };
  signals.on('SIGINT', onInterrupt);
  signals.on('SIGTERM', onTerminate);
  return {
    early,
    cameEarly: () => came,
    answer(given) {
      answers = given;
      if (!came || heard > 0) return;
      heard = 1;
      given.first();
    },
    release() {
      signals.off('SIGINT', onInterrupt);
      signals.off('SIGTERM', onTerminate);
    },
  };
}
