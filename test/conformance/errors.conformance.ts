/** Every error that AWS declares for a call of ours has one name of the platform's. Closed: a new one must be placed here. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type FailureName, failureOf } from '../../adapters/aws/errors.ts';
import { serviceText } from './botocore-model.ts';
import { ensureVirtualEnvironment } from './virtual-environment.ts';

/** Client of the SDK to botocore's name of the service. */
const services: Readonly<Record<string, string>> = {
  'auto-scaling': 'autoscaling',
  cloudwatch: 'cloudwatch',
  dynamodb: 'dynamodb',
  ec2: 'ec2',
  'elastic-load-balancing-v2': 'elbv2',
  elasticache: 'elasticache',
  eventbridge: 'events',
  fis: 'fis',
  'global-accelerator': 'globalaccelerator',
  lambda: 'lambda',
  rds: 'rds',
  'route-53': 'route53',
  'secrets-manager': 'secretsmanager',
  'resource-groups-tagging-api': 'resourcegroupstaggingapi',
  scheduler: 'scheduler',
  sfn: 'stepfunctions',
  sns: 'sns',
  ssm: 'ssm',
  sts: 'sts',
};

/** The history is asked through the document client, whose commands are named otherwise. */
const ofHistory = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchGetItem', 'Query', 'TransactWriteItems'];

const expected: Readonly<Partial<Record<FailureName, string>>> = {
  Throttled: `KMSThrottlingException KmsThrottlingException ProvisionedThroughputExceededException RequestLimitExceeded
    PriorRequestNotComplete ThrottledException ThrottlingException TooManyRequestsException`,
  ConditionFailed: 'ConditionalCheckFailedException',
  Contended:
    'ReplicatedWriteConflictException TooManyUpdates TransactionConflictException TransactionInProgressException',
  NotFound: `AcceleratorNotFoundException AttachmentNotFoundException EndpointGroupNotFoundException
    GlobalClusterNotFoundFault NoSuchChange NoSuchDelegationSet NoSuchHealthCheck NoSuchHostedZone
    CacheClusterNotFoundFault CacheParameterGroupNotFoundFault CacheSecurityGroupNotFoundFault
    CacheSubnetGroupNotFoundFault ClusterNotFoundException DBClusterNotFoundFault DBInstanceNotFoundFault
    ExecutionDoesNotExist GlobalReplicationGroupNotFoundFault KMSNotFoundException ListenerNotFoundException
    LoadBalancerNotFoundException NamespaceNotFoundException NoSuchEntityException NoSuchResourceException
    NotFoundException ParameterNotFound ReplicationGroupNotFoundFault ReservedCacheNodeNotFoundFault
    ResourceNotFoundException RuleNotFoundException ServerlessCacheNotFoundFault ServerlessCacheSnapshotNotFoundFault
    ServiceNotFoundException SnapshotNotFoundFault StateMachineDoesNotExist TableNotFoundException TargetGroupNotFoundException
    TrustStoreNotFoundException UserGroupNotFoundFault UserNotFoundFault`,
  AlreadyExists: 'DuplicateInstanceId ExecutionAlreadyExists ParameterAlreadyExists',
  Conflict:
    'ConflictException HealthCheckVersionMismatch InvalidDBClusterStateFault InvalidGlobalClusterStateFault ResourceConflictException ResourceInUseException ScalingActivityInProgressFault ServiceNotActiveException StateMachineDeleting',
  AccessDenied: `AccessDeniedException AuthorizationErrorException ExpiredTokenException InvalidSecurityException
    KMSAccessDeniedException KmsAccessDeniedException KMSOptInRequired RegionDisabledException`,
  Unavailable: `EndpointTemporarilyUnavailableException InternalException InternalServiceError
    InternalServiceErrorException HealthUnavailableException InternalErrorException InternalServerError InternalServerException
    InternalServiceException InternalServiceFault PolicyEvaluationException ResourceContentionFault ServerException
    ServiceException ServiceFailureException ServiceLinkedRoleFailure ServiceUnavailableException`,
  InvalidRequest: `DelegationSetNotReusable IncompatibleVersion InvalidArgsException InvalidArgumentException
    InvalidArnException InvalidChangeBatch InvalidDomainName InvalidInput InvalidNextTokenException
    InvalidRequestException LimitExceededException ServiceLimitExceededException ClientException EndpointDisabledException ExecutionLimitExceeded
    HierarchyLevelLimitExceededException HierarchyTypeMismatchException IdempotentParameterMismatchException
    IllegalArgumentException IncompatiblePolicyException InvalidAllowedPatternException InvalidArn InvalidARNFault
    InvalidCommandId InvalidDocument InvalidDocumentVersion InvalidExecutionInput InvalidFilterKey InvalidFilterOption
    InvalidFilterValue InvalidInputException InvalidInstanceId InvalidInstanceInformationFilterValue InvalidKeyId
    InvalidName InvalidNextToken InvalidNotificationConfig InvalidOutputFolder InvalidParameterCombinationException
    InvalidParameterException InvalidParameters InvalidParameterValueException InvalidPolicyAttributeException
    InvalidPolicyTypeException InvalidReplicationGroupStateFault InvalidRole InvalidServerlessCacheSnapshotStateFault
    InvalidServerlessCacheStateFault InvalidTargetException ItemCollectionSizeLimitExceededException
    KMSDisabledException KmsInvalidStateException KMSInvalidStateException MalformedPolicyDocumentException
    MaxDocumentSizeExceeded PackedPolicyTooLargeException PaginationTokenExpiredException ParameterLimitExceeded
    ParameterMaxVersionLimitExceeded ParameterPatternMismatchException PlatformApplicationDisabledException
    PlatformTaskDefinitionIncompatibilityException PlatformUnknownException PoliciesLimitExceededException
    ServiceQuotaExceededException TooManyRegistrationsForTargetIdException TooManyTargetsException
    UnsupportedFeatureException UnsupportedParameterType UnsupportedPlatformType ValidationException`,
};

interface Model {
  readonly operations: Readonly<Record<string, { readonly errors?: readonly { readonly shape: string }[] }>>;
  readonly shapes: Readonly<
    Record<string, { readonly error?: { readonly httpStatusCode?: number }; readonly fault?: boolean }>
  >;
}

function callsOfAdapters(): ReadonlyMap<string, ReadonlySet<string>> {
  const calls = new Map<string, Set<string>>([['dynamodb', new Set(ofHistory)]]);
  const folder = 'adapters/aws';
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )) {
    const imports = readFileSync(`${folder}/${file}`, 'utf8').matchAll(
      /import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g,
    );
    for (const [, names = '', client = ''] of imports) {
      const own = calls.get(client) ?? new Set();
      for (const [, paginated, command] of names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b(?!Input|Output)/g))
        own.add(paginated ?? command!);
      calls.set(client, own);
    }
  }
  return calls;
}

beforeAll(() => ensureVirtualEnvironment());

test('each error that a call of ours may end with has the name that it should', () => {
  const named: Record<string, Set<string>> = {};
  let operations = 0;
  for (const [client, calls] of callsOfAdapters()) {
    const model: Model = JSON.parse(serviceText(services[client] ?? client));
    for (const call of calls) {
      const operation = model.operations[call];
      expect(operation, `${client} ${call}`).toBeDefined();
      operations += 1;
      for (const { shape } of operation!.errors ?? []) {
        // A cancelled transaction goes by its reasons: test/unit/adapters/aws/errors.test.ts.
        if (shape === 'TransactionCanceledException') continue;
        // Where the model gives none, the protocol answers errors of the service with 500 and all others with 400.
        const { error: told, fault } = model.shapes[shape] ?? {};
        const httpStatusCode = told?.httpStatusCode ?? (fault ? 500 : 400);
        const error = Object.assign(new Error('said so'), { name: shape, $metadata: { httpStatusCode } });
        const { name } = failureOf(error, call) as Error;
        named[name] ??= new Set();
        named[name].add(shape);
      }
    }
  }
  expect(operations).toBeGreaterThan(40);
  const sorted = (names: Iterable<string>) => [...names].sort();
  const seen = Object.fromEntries(Object.entries(named).map(([name, shapes]) => [name, sorted(shapes)]));
  const wanted = Object.fromEntries(Object.entries(expected).map(([name, text]) => [name, sorted(text.split(/\s+/))]));
  expect(seen).toEqual(wanted);
});
