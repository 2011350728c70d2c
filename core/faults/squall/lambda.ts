/**
 * Failure of a share of a function's requests, by the middleware that its owner put there
 * (docs/request-failure.md). A fault is one parameter in a folder of the function's own.
 */
import type { FaultDefinition, FaultHole } from '../definition.ts';
import type { FaultNeed } from '../need.ts';
import type { FaultParameter } from '../parameter.ts';
import { squallFaults } from './of-squall.ts';

const shared: readonly FaultParameter[] = [
  {
    name: 'duration',
    type: 'duration',
    min: 'PT1M',
    max: 'PT12H',
    required: true,
    doc: 'how long requests fail; each function ends it by its own clock',
  },
  {
    name: 'requestPercentage',
    type: 'number',
    unit: '%',
    min: 0.01,
    max: 100,
    required: false,
    default: '100',
    doc: 'share of the requests that match',
  },
  {
    name: 'tenant',
    type: 'text',
    required: false,
    doc: 'only requests of this tenant, as the function finds it in them',
  },
  {
    name: 'path',
    type: 'text',
    required: false,
    form: {
      pattern: '/[^*]*\\*?|\\*',
      means: 'a path such as /orders, or its beginning with a * at its end: /orders/*',
    },
    doc: 'only HTTP requests of this path',
  },
  {
    name: 'header',
    type: 'text',
    required: false,
    form: { pattern: "[!#$%&'*+.^_`|~0-9A-Za-z-]+(\\s*:.*)?", means: 'the name of a header, or name: value' },
    doc: 'only HTTP requests with this header',
  },
];

const preventExecution: FaultParameter = {
  name: 'preventExecution',
  type: 'boolean',
  required: false,
  default: 'true',
  doc: 'true: the function’s code does not run; false: it runs, and its answer is replaced',
};

const holes: readonly FaultHole[] = [
  {
    what: 'works only in functions that carry the middleware and are told of their folder',
    answer:
      'a function whose variable SQUALL_FAILURE_PATH does not name its folder is refused before anything is written',
  },
  {
    what: 'sets in and wears off within the seconds for which the middleware keeps what it read, five unless told otherwise',
    answer:
      'undo waits half a minute, the longest that it can be told, before it says that the functions are as they were',
  },
  {
    what: 'is off in an environment of the function that cannot read its folder in time, as when Parameter Store throttles',
    answer: 'off is the safe side; the metric Touched in Squall/Requests says how many requests were hit',
  },
];

/** Exactly the folder of requests of this stage, and the functions' own word that they opted in. */
const needs: readonly FaultNeed[] = [
  {
    sid: 'AskFunctionsWhetherTheyOptedIn',
    actions: ['lambda:GetFunctionConfiguration', 'lambda:ListTags'],
    target: 'Functions',
  },
  {
    sid: 'LeaveWordForRequests',
    actions: ['ssm:PutParameter'],
    for: ['inject', 'undo'],
    resources: ['arn:{partition}:ssm:{region}:{account}:parameter/squall/{stage}/requests/*'],
    optIn: { cannot: 'a parameter has no tags of the function’s: the function is asked for its own first' },
  },
  {
    sid: 'ReadWordForRequests',
    actions: ['ssm:GetParameters', 'ssm:DeleteParameters'],
    resources: ['arn:{partition}:ssm:{region}:{account}:parameter/squall/{stage}/requests/*'],
    optIn: { cannot: 'what stands is taken away from whatever function it stands at' },
    for: ['inject', 'observe', 'undo'],
  },
];

const common = {
  targets: { Functions: { type: 'lambda:function' } },
  reach: { counts: 'share', parameter: 'requestPercentage' },
  bounded: { by: 'duration', parameter: 'duration' },
  undo: [
    {
      by: 'provider',
      how: 'each function ends it by its own clock when the lease is over; stopped, its parameter is made to end at once and functions hear of it within half a minute',
    },
  ],
  undoTime: 120_000,
  holes,
  needs,
} as const satisfies Partial<FaultDefinition>;

const ofSome = { requestPercentage: 25, tenant: 'acme', path: '/orders/*', header: 'x-canary: yes' };

export const lambdaRequests: readonly FaultDefinition[] = squallFaults([
  {
    ...common,
    id: 'squall:lambda:latency',
    summary: 'delays a share of the functions’ requests',
    parameters: [
      ...shared,
      {
        name: 'latencyMilliseconds',
        type: 'integer',
        unit: 'ms',
        min: 1,
        max: 900_000,
        required: true,
        doc: 'delay before the function’s code runs; beyond its timeout the request is lost with its environment',
      },
      {
        name: 'jitterMilliseconds',
        type: 'integer',
        unit: 'ms',
        min: 0,
        max: 900_000,
        required: false,
        default: '0',
        doc: 'each request’s delay differs by up to so much, and by no more than the delay itself',
      },
    ],
    examples: {
      minimal: { duration: 'PT5M', latencyMilliseconds: 400 },
      maximal: { duration: 'PT5M', latencyMilliseconds: 400, jitterMilliseconds: 150, ...ofSome },
    },
  },
  {
    ...common,
    id: 'squall:lambda:exception',
    summary: 'has a share of the functions’ requests end in an exception',
    parameters: [
      ...shared,
      {
        name: 'name',
        type: 'text',
        required: false,
        default: 'InjectedFailure',
        doc: 'of the exception, as callers may look for it',
      },
      { name: 'message', type: 'text', required: false, default: 'injected by Squall', doc: 'of the exception' },
      preventExecution,
    ],
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: { duration: 'PT5M', name: 'TimeoutError', message: 'no answer', preventExecution: false, ...ofSome },
    },
  },
  {
    ...common,
    id: 'squall:lambda:status',
    summary: 'answers a share of the functions’ HTTP requests with a status',
    parameters: [
      ...shared,
      {
        name: 'statusCode',
        type: 'integer',
        min: 200,
        max: 599,
        required: true,
        doc: 'what API Gateway, the load balancer or the function URL answers with',
      },
      { name: 'body', type: 'text', required: false, doc: 'of the answer; empty when it is left out' },
      { name: 'contentType', type: 'text', required: false, default: 'application/json', doc: 'of the body' },
      preventExecution,
    ],
    examples: {
      minimal: { duration: 'PT5M', statusCode: 503 },
      maximal: {
        duration: 'PT5M',
        statusCode: 429,
        body: '{"message":"slow down"}',
        contentType: 'application/problem+json',
        preventExecution: false,
        ...ofSome,
      },
    },
  },
  {
    ...common,
    id: 'squall:lambda:corrupt-response',
    summary: 'damages the bodies of a share of the functions’ responses',
    parameters: [
      ...shared,
      {
        name: 'how',
        type: 'text',
        allowed: ['truncate', 'garble', 'empty'],
        required: true,
        doc: 'half of the body, a body with characters replaced, or none',
      },
    ],
    examples: {
      minimal: { duration: 'PT5M', how: 'truncate' },
      maximal: { duration: 'PT5M', how: 'garble', ...ofSome },
    },
  },
  {
    ...common,
    id: 'squall:lambda:deny-hosts',
    summary: 'keeps a share of the functions’ requests from reaching hosts that they depend on',
    parameters: [
      ...shared,
      {
        name: 'hosts',
        type: 'list',
        required: true,
        most: 20,
        form: {
          pattern: '(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?',
          means: 'a host such as api.example.com, or *.example.com for all below it',
        },
        doc: 'hosts by the names that the function asks for; without a port',
      },
    ],
    holes: [
      ...holes,
      {
        what: 'leaves alone what goes over sessions of http2 and clients of the package undici that were opened before the request',
        answer:
          'none is opened anew while it lasts; http, https and with them the AWS SDK, and fetch are denied on kept connections too',
      },
    ],
    examples: {
      minimal: { duration: 'PT5M', hosts: ['api.example.com'] },
      maximal: { duration: 'PT5M', hosts: ['api.example.com', '*.dynamodb.eu-central-1.amazonaws.com'], ...ofSome },
    },
  },
]);
