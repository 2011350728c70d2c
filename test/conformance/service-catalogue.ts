/** Which service and operation a request is for, by botocore's models of all services. */
import { serviceModel, serviceNames, serviceText } from './botocore-model.ts';

interface Metadata {
  readonly serviceId: string;
  readonly endpointPrefix: string;
  readonly signingName?: string;
  readonly protocol: string;
  readonly apiVersion: string;
}

export interface CataloguedService {
  /** botocore's own name of it, which the AWS command line uses: `stepfunctions`, `elbv2`. */
  readonly directory: string;
  /** As requests are signed: several services may share one. */
  readonly signedAs: string;
  /** The package of its SDK client. */
  readonly client: string;
  readonly inJsonByPath: boolean;
  /** Requests in forms name it: services that are signed alike differ by it. */
  readonly version: string;
}

/** Of the model the beginning only, where it says what it is of: four hundred of them are read. */
function metadataOf(directory: string): Metadata | undefined {
  const found = /"metadata"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})/.exec(serviceText(directory, 4096))?.[1];
  return found === undefined ? undefined : (JSON.parse(found) as Metadata);
}

let known: readonly CataloguedService[] | undefined;

export function catalogue(): readonly CataloguedService[] {
  known ??= serviceNames().flatMap((directory) => {
    const metadata = metadataOf(directory);
    if (!metadata) return [];
    const { serviceId, endpointPrefix, signingName = endpointPrefix, protocol, apiVersion } = metadata;
    const client = `@aws-sdk/client-${serviceId.toLowerCase().replaceAll(' ', '-')}`;
    return [{ directory, signedAs: signingName, client, inJsonByPath: protocol === 'rest-json', version: apiVersion }];
  });
  return known;
}

const models = new Map<string, ReturnType<typeof serviceModel>>();

/** The operation that a REST request names by its method and path. Undefined: none of the service's. */
export function operationByPath(signedAs: string, method: string, path: string): string | undefined {
  for (const { directory } of catalogue().filter((each) => each.signedAs === signedAs && each.inJsonByPath)) {
    const model = models.get(directory) ?? serviceModel(directory);
    models.set(directory, model);
    const operation = model.operationOf(method, path);
    if (operation) return operation.name;
  }
  return undefined;
}
