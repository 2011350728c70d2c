/** Functions side by side, one port call at a time, in an order that the caller chooses. */
import type { Ports } from '../../../../core/ports/ports.ts';

export type Work = (ports: Ports) => Promise<unknown>;

/**
 * Carries the works out. Before each call `choose` is given the names of those that are
 * about to make one, in the order given, and names the one that makes it.
 */
export async function interleaved(
  ports: Ports,
  works: Readonly<Record<string, Work>>,
  choose: (waiting: readonly string[]) => string,
): Promise<void> {
  const waiting = new Map<string, (() => void)[]>();
  let live = 0;
  let [changed, wake] = signal();
  const gated = (name: string): Ports => {
    const turn = () =>
      new Promise<void>((go) => {
        waiting.set(name, [...(waiting.get(name) ?? []), go]);
        wake();
      });
    const entries = Object.entries(ports).map(([key, port]) => [key, gatedPort(key, port, turn)]);
    return Object.fromEntries(entries) as Ports;
  };
  for (const [name, work] of Object.entries(works)) {
    live++;
    void work(gated(name)).finally(() => {
      live--;
      waiting.delete(name);
      wake();
    });
  }
  while (live > 0) {
    while (waiting.size < live) {
      await changed;
      [changed, wake] = signal();
    }
    if (live === 0) break;
    const name = choose(Object.keys(works).filter((each) => waiting.has(each)));
    const [go, ...others] = waiting.get(name)!;
    if (others.length > 0) waiting.set(name, others);
    else waiting.delete(name);
    go?.();
  }
}

function signal(): [Promise<void>, () => void] {
  const { promise, resolve } = Promise.withResolvers<void>();
  return [promise, resolve];
}

/** What is read at once, as the clock and the stage are, is no call. */
function gatedPort(key: string, port: object, turn: () => Promise<void>): object {
  if (key === 'clock' || key === 'stage') return port;
  return new Proxy(port, {
    get(target, method) {
      const own = (target as Record<string | symbol, unknown>)[method];
      if (typeof own !== 'function') return own;
      return async (...args: unknown[]) => {
        await turn();
        return own.apply(target, args);
      };
    },
  });
}
