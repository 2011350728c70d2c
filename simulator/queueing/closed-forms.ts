/**
 * Published results on queues: the oracles that the simulator is held against.
 * Units: `load` is in Erlangs (arrival rate × mean service time), times come out in the
 * unit of `serviceTime`, probabilities and `utilisation` are 0 to 1. Unless said
 * otherwise arrivals are Poisson, service times exponential, queues first come first
 * served and unlimited.
 *
 * @throws RangeError (every function) where a queue would grow without end.
 */

/** Share of requests lost by `servers` without a queue (any service time). A. K. Erlang, 1917; recursion of Jagerman. */
export function erlangB(servers: number, load: number): number {
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = (load * blocking) / (k + load * blocking);
  return blocking;
}

/** Probability that a request has to wait, M/M/c: C = B / (1 − ρ(1 − B)), ρ = load/servers. A. K. Erlang, 1917. */
export function erlangC(servers: number, load: number): number {
  stable(load / servers);
  const blocking = erlangB(servers, load);
  return blocking / (1 - (load / servers) * (1 - blocking));
}

/** Mean wait before service, M/M/c: C × serviceTime / (servers − load). Kleinrock, Queueing Systems I, 1975, §3.5. */
export function meanWait(servers: number, load: number, serviceTime: number): number {
  return (erlangC(servers, load) * serviceTime) / (servers - load);
}

/** Mean time from arrival to departure, M/M/c: wait and service. */
export function meanSojourn(servers: number, load: number, serviceTime: number): number {
  return meanWait(servers, load, serviceTime) + serviceTime;
}

/** Mean number of requests in an M/M/1 system, the one in service included: ρ / (1 − ρ). Kleinrock, §3.2. */
export function meanInSystem(utilisation: number): number {
  stable(utilisation);
  return utilisation / (1 - utilisation);
}

/**
 * Quantile `q` (0 to 1) of the time in an M/M/1 system, which is exponential:
 * −ln(1 − q) × serviceTime / (1 − ρ). Kleinrock, §5.6.
 */
export function sojournQuantile(utilisation: number, serviceTime: number, q: number): number {
  stable(utilisation);
  return (-Math.log(1 - q) * serviceTime) / (1 - utilisation);
}

/**
 * Mean wait before service, M/G/1: λ E[S²] / (2(1 − ρ)) = ρ S (1 + cv²) / (2(1 − ρ)), `cv` the
 * coefficient of variation of the service time (1 exponential, 0 constant). Pollaczek 1930, Khinchine 1932.
 */
export function meanWaitOfAnyService(utilisation: number, serviceTime: number, cv: number): number {
  stable(utilisation);
  return (utilisation * serviceTime * (1 + cv * cv)) / (2 * (1 - utilisation));
}

/**
 * Mean time in the system when each request joins the shortest of `choices` queues
 * picked at random, in the limit of many servers: serviceTime × Σᵢ≥₁ λ^((dⁱ − d)/(d − 1));
 * one choice is M/M/1. Vvedenskaya et al. 1996; Mitzenmacher, IEEE TPDS 12(10), 2001.
 */
export function choicesSojourn(utilisation: number, serviceTime: number, choices: number): number {
  stable(utilisation);
  if (choices === 1) return serviceTime / (1 - utilisation);
  let sum = 0;
  for (let exponent = 0, term = 1; term > 1e-16; exponent = choices * (exponent + 1)) {
    term = utilisation ** exponent;
    sum += term;
  }
  return serviceTime * sum;
}

function stable(utilisation: number): void {
  if (!(utilisation >= 0 && utilisation < 1)) throw new RangeError(`utilisation must be in [0, 1): ${utilisation}`);
}
