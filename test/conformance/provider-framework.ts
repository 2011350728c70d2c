/**
 * CDK's own code between CloudFormation and a custom resource's function, as it is deployed,
 * with one change: its answer goes to moto by HTTP, where it would go to CloudFormation by
 * HTTPS. The function that it calls is called over the wire.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Invoked } from './gateway.ts';
import { motoRegion } from './moto.ts';

const folder = join(
  import.meta.dirname,
  '../../node_modules/aws-cdk-lib/custom-resources/lib/provider-framework/runtime',
);
export const providerFrameworkFile = join(folder, 'framework.js');

interface Outbound {
  httpRequest(options: { readonly path: string; readonly method: string }, body: string): Promise<void>;
}

/** moto reads the Region of a stack from whom a request is signed for, and nothing else of it. */
const authorization = `AWS4-HMAC-SHA256 Credential=framework/20260303/${motoRegion}/cloudformation/aws4_request, SignedHeaders=, Signature=`;

/** It finds the function in `USER_ON_EVENT_FUNCTION_ARN`, and AWS where the SDK finds it. @param moto `http://host:port` */
export function providerFramework(moto: () => string): Invoked {
  const require = createRequire(import.meta.url);
  (require(join(folder, 'outbound.js')) as Outbound).httpRequest = async ({ path, method }, text) => {
    const body = new TextEncoder().encode(text);
    const answer = await fetch(new URL(path, moto()), { method, body, headers: { authorization } });
    if (!answer.ok) throw new Error(`moto did not take the answer of a custom resource: ${await answer.text()}`);
  };
  return (require(providerFrameworkFile) as { readonly onEvent: Invoked }).onEvent;
}
