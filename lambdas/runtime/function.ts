/**
 * The one bundle of middleware around every function: environment and input checked, the
 * run's id in every line, metrics flushed, errors told and thrown on by their own name,
 * which Step Functions' Retry and Catch match.
 */
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Bounds } from '../../adapters/aws/clients.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { deployedEnvironment, type Environment } from './environment.ts';
import { type Telemetry, telemetryOf } from './telemetry.ts';

/** Makes what a function speaks to the world through: all ports, or the few that it needs. */
export type PortsMaker<P = Ports> = (
  environment: Environment,
  bounds: Bounds,
  telemetry: Telemetry,
  /** Of the function. */
  name: string,
) => P;

/** What a function's work is given beside its input. */
export interface Surroundings<P = Ports> {
  readonly environment: Environment;
  readonly ports: P;
  readonly telemetry: Telemetry;
}

export interface FunctionDefinition<Input, Output, P> {
  readonly name: string;
  /** @throws an error with a name for input that makes no sense: nothing is done then. */
  parse(event: unknown): Input;
  /** What each log line carries: the run's id if there is one. */
  about(input: Input): Readonly<Record<string, string | number>>;
  work(input: Input, surroundings: Surroundings<P>): Promise<Output>;
}

/** @param makePorts called once for each process: clients are kept between calls. */
export function squallFunction<Input, Output, P = Ports>(
  { name, parse, about, work }: FunctionDefinition<Input, Output, P>,
  makePorts: PortsMaker<P>,
) {
  const telemetry = telemetryOf(name);
  const { logger, metrics, count } = telemetry;
  let now: Context | undefined;
  /** Asked anew by each call to AWS: the clients outlive the invocation. */
  const bounds: Bounds = { remaining: () => now?.getRemainingTimeInMillis() ?? 0 };
  let ports: P | undefined;

  const told: MiddlewareObj<unknown, Output, Error, Context> = {
    onError: ({ error }) => {
      count('Failures');
      logger.error(error?.message ?? 'failed', error ?? new Error('failed'));
    },
  };

  return middy<unknown, Output, Error, Context>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .use(told)
    .handler(async (event, context) => {
      const environment = deployedEnvironment();
      metrics.addDimension('stage', environment.stage);
      const input = parse(event);
      logger.appendKeys({ ...about(input) });
      now = context;
      ports ??= makePorts(environment, bounds, telemetry, name);
      const begun = performance.now();
      try {
        return await work(input, { environment, ports, telemetry });
      } finally {
        count('Duration', performance.now() - begun);
      }
    });
}
