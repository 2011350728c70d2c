/** The deployed functions, called and asked what they were told: they carry the rights, and the caller only the one to call them. */
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { type Environment, parseEnvironment } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';

type Place = Pick<Deployment, 'stage' | 'region'>;

/** The function was called, and failed. Its message has the function's own error. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

/** Longer than a function of ours may take, so that its answer is not called for twice. Milliseconds. */
const requestTimeout = 45_000;

const clientOf = (region: string): LambdaClient =>
  bounded(
    new LambdaClient({
      ...clientSettings,
      region,
      requestHandler: { ...clientSettings.requestHandler, requestTimeout },
    }),
  );

/** @throws FunctionFailed with what the function threw; ServiceFailure when it could not be called */
export async function callFunction(name: string, event: unknown, { stage, region }: Place): Promise<unknown> {
  const FunctionName = names.function(stage, name);
  const Payload = new TextEncoder().encode(JSON.stringify(event));
  const { FunctionError, Payload: answered } = await clientOf(region).send(
    new InvokeCommand({ FunctionName, Payload }),
  );
  const text = new TextDecoder().decode(answered);
  const answer: unknown = text === '' ? null : JSON.parse(text);
  if (FunctionError === undefined) return answer;
  const { errorType = FunctionError, errorMessage = text } = (answer ?? {}) as Record<string, string>;
  throw new FunctionFailed(`${FunctionName} answered ${errorType}: ${errorMessage}`);
}

/**
 * What the platform goes by, from the function that admits runs.
 * @throws InvalidEnvironment when another version deployed it
 */
export async function deployedEnvironment({ stage, region }: Place): Promise<Environment> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: names.function(stage, 'Admit') });
  const { Environment: told } = await clientOf(region).send(command);
  return parseEnvironment(told?.Variables ?? {});
}
