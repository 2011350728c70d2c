/**
 * What moto has not of the services that move traffic: zonal shifts, recovery clusters and Global
 * Accelerator, as far as they are asked here. The rest is moto's to answer. Every request and every
 * answer is held against botocore's model of its service.
 */
import type { IncomingMessage } from 'node:http';
import { serviceModel } from './botocore-model.ts';
import { passedOn, type Reply, serve } from './passing-on.ts';
import { violate } from './violations.ts';

type Json = Record<string, unknown>;

interface ShiftHeld {
  readonly id: string;
  readonly resource: string;
  readonly awayFrom: string;
  readonly comment: string;
  readonly practice: boolean;
  readonly expiresIn: string;
  active: boolean;
  outcome?: string;
  applied: boolean;
}

/** An answer that is an error of the service. */
class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: Json;
  constructor(status: number, code: string, message: string, more: Json = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

export interface MoversStub {
  readonly endpoint: string;
  /** ARNs that ARC may shift. */
  readonly managed: Set<string>;
  /** Ids of the zones that they are in. */
  zones: readonly string[];
  readonly shifts: ShiftHeld[];
  /** Routing control ARN to its state. */
  readonly controls: Map<string, 'On' | 'Off'>;
  /** One of them has to be On. */
  safety: boolean;
  /** Parts of the cluster's endpoints that do not answer, and how: `500`, or a name of an error. */
  readonly down: Map<string, string>;
  /** Endpoint group ARN to its dial. */
  readonly dials: Map<string, number>;
  /** Region of an endpoint group. */
  readonly regions: Map<string, string>;
  readonly tags: Json[];
  status: 'DEPLOYED' | 'IN_PROGRESS';
  /** Route 53 is still carrying its changes to its name servers. */
  propagating: boolean;
  /** Zonal shifts that are begun, and whose answer is lost: the next of them. */
  lost: number;
  /** Service and operation, as they came. */
  readonly asked: string[];
  stop(): Promise<void>;
}

const accelerator = 'arn:aws:globalaccelerator::123456789012:accelerator/01234567-89ab-cdef-0123-456789abcdef';
const listener = `${accelerator}/listener/0123abcd`;
export const stubAccelerator = { accelerator, listener };
const at = 1_780_000_000;

export async function startMoversStub(moto: string): Promise<MoversStub> {
  const models = {
    'arc-zonal-shift': serviceModel('arc-zonal-shift'),
    globalaccelerator: serviceModel('globalaccelerator'),
    'route53-recovery-cluster': serviceModel('route53-recovery-cluster'),
  } as const;
  type Service = keyof typeof models;

  function held(service: Service, operation: string, input: Json, answer: () => Json): Reply {
    violate(...models[service].problemsOf(operation, 'input', input));
    try {
      const body = answer();
      violate(...models[service].problemsOf(operation, 'output', body));
      return json(200, body);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, code, message, more } = error;
      if (status < 500) violate(...models[service].problemsOfError(operation, code));
      return json(status, { __type: code, message, ...more }, { 'x-amzn-errortype': code });
    }
  }

  async function answer(request: IncomingMessage, sent: Buffer): Promise<Reply> {
    const [, service = ''] = /\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
    if (!(service in models)) return propagated(await passedOn(request, moto, sent));
    const url = new URL(request.url ?? '/', moto);
    const body = sent.length > 0 ? (JSON.parse(sent.toString()) as Json) : {};
    if (service === 'arc-zonal-shift') {
      const found = models[service].operationOf(request.method!, url.pathname);
      if (!found) return json(404, {});
      const input = { ...body, ...found.inPath, ...Object.fromEntries(url.searchParams) };
      stub.asked.push(`${service} ${found.name}`);
      return held(service, found.name, input, () => zonal(found.name, input as Record<string, string>));
    }
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    stub.asked.push(`${service} ${operation}`);
    if (service === 'globalaccelerator') return held(service, operation, body, () => accelerators(operation, body));
    const how = [...stub.down].find(([part]) => url.pathname.includes(part))?.[1];
    if (how === '500') return json(500, {});
    return held('route53-recovery-cluster', operation, body, () => {
      if (how !== undefined) throw new Refused(503, how, 'taken out for now');
      return cluster(operation, body);
    });
  }

  /** moto calls every change INSYNC at once. */
  const propagated = (reply: Reply): Reply =>
    stub.propagating
      ? { ...reply, body: Buffer.from(reply.body.toString().replace('<Status>INSYNC<', '<Status>PENDING<')) }
      : reply;
  const told = ({ id, resource, awayFrom, comment, active }: ShiftHeld): Json => ({
    zonalShiftId: id,
    resourceIdentifier: resource,
    awayFrom,
    comment,
    status: active ? 'ACTIVE' : 'CANCELED',
    startTime: at,
    expiryTime: at + 3600,
  });
  const standing = (resource: string) =>
    stub.shifts
      .filter((each) => each.active && each.resource === resource)
      .map((each) => {
        const { status: _, ...rest } = told(each);
        return { ...rest, appliedStatus: each.applied ? 'APPLIED' : 'NOT_APPLIED' };
      });

  function zonal(operation: string, input: Record<string, string>): Json {
    const { resourceIdentifier = '', zonalShiftId = '', awayFrom = '', comment = '', expiresIn = '30m' } = input;
    const known = () => {
      if (!stub.managed.has(resourceIdentifier))
        throw new Refused(404, 'ResourceNotFoundException', 'it is not registered with ARC');
    };
    switch (operation) {
      case 'ListManagedResources':
        return {
          items: [...stub.managed].map((arn) => ({
            arn,
            availabilityZones: [...stub.zones],
            zonalShifts: standing(arn),
            zonalAutoshiftStatus: 'ENABLED',
            practiceRunStatus: 'ENABLED',
          })),
        };
      case 'ListZonalShifts':
        return {
          items: stub.shifts
            .filter(({ resource }) => resource === resourceIdentifier)
            .map((each) => ({
              ...told(each),
              ...(each.outcome !== undefined && { practiceRunOutcome: each.outcome }),
            })),
        };
      case 'StartPracticeRun':
      case 'StartZonalShift': {
        known();
        if (standing(resourceIdentifier).length > 0)
          throw new Refused(409, 'ConflictException', 'a zonal shift stands', { reason: 'ZonalShiftAlreadyExists' });
        const practice = operation === 'StartPracticeRun';
        const id = `shift-${stub.shifts.length + 1}`;
        const held = {
          id,
          resource: resourceIdentifier,
          awayFrom,
          comment,
          practice,
          expiresIn,
          active: true,
          applied: true,
        };
        stub.shifts.push(held);
        if (stub.lost > 0) {
          stub.lost -= 1;
          throw new Refused(500, 'InternalServerException', 'oh');
        }
        return told(held);
      }
      default: {
        const found = stub.shifts.find(({ id }) => id === zonalShiftId);
        if (!found?.active)
          throw new Refused(409, 'ConflictException', 'it is over', { reason: 'ZonalShiftStatusNotActive' });
        if (found.practice !== (operation === 'CancelPracticeRun'))
          throw new Refused(400, 'ValidationException', 'it is of another kind', { reason: 'InvalidStatus' });
        found.active = false;
        return told(found);
      }
    }
  }

  function cluster(operation: string, body: Json): Json {
    if (operation === 'ListRoutingControls')
      return {
        RoutingControls: [...stub.controls].map(([RoutingControlArn, RoutingControlState]) => ({
          RoutingControlArn,
          RoutingControlName: RoutingControlArn.slice(-8),
          RoutingControlState,
          ControlPanelName: 'payments',
        })),
      };
    const entries = body.UpdateRoutingControlStateEntries as {
      RoutingControlArn: string;
      RoutingControlState: 'On' | 'Off';
    }[];
    const next = new Map(stub.controls);
    for (const { RoutingControlArn, RoutingControlState } of entries) next.set(RoutingControlArn, RoutingControlState);
    if (stub.safety && ![...next.values()].includes('On'))
      throw new Refused(409, 'ConflictException', 'a safety rule asks for one that is on', {
        resourceId: 'rule',
        resourceType: 'SafetyRule',
      });
    for (const [arn, state] of next) stub.controls.set(arn, state);
    return {};
  }

  const group = (EndpointGroupArn: string): Json => ({
    EndpointGroupArn,
    EndpointGroupRegion: stub.regions.get(EndpointGroupArn),
    TrafficDialPercentage: stub.dials.get(EndpointGroupArn),
    EndpointDescriptions: [{ EndpointId: 'arn:aws:elasticloadbalancing:…', Weight: 128 }],
  });
  function accelerators(operation: string, body: Json): Json {
    const arn = String(body.EndpointGroupArn);
    const known = () => {
      if (!stub.dials.has(arn)) throw new Refused(400, 'EndpointGroupNotFoundException', 'no such group');
    };
    const one = { AcceleratorArn: accelerator, Name: 'shop', Status: stub.status, Enabled: true };
    switch (operation) {
      case 'ListAccelerators':
        return { Accelerators: [one] };
      case 'ListListeners':
        return { Listeners: [{ ListenerArn: listener }] };
      case 'ListEndpointGroups':
        return { EndpointGroups: [...stub.dials.keys()].map(group) };
      case 'ListTagsForResource':
        return { Tags: stub.tags };
      case 'UpdateEndpointGroup':
        known();
        stub.dials.set(arn, Number(body.TrafficDialPercentage));
        stub.status = 'IN_PROGRESS';
        return { EndpointGroup: group(arn) };
      default:
        throw new Error(`the stub knows no ${operation}`);
    }
  }

  const stub: MoversStub = {
    endpoint: '',
    managed: new Set(),
    zones: ['euc1-az1', 'euc1-az2', 'euc1-az3'],
    shifts: [],
    controls: new Map(),
    safety: false,
    down: new Map(),
    dials: new Map(),
    regions: new Map(),
    tags: [],
    status: 'DEPLOYED',
    propagating: false,
    lost: 0,
    asked: [],
    stop: async () => {},
  };
  const served = await serve(answer, (error) => violate(error.message));
  return Object.assign(stub, served);
}

const json = (status: number, body: Json, more: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', ...more },
  body: Buffer.from(JSON.stringify(body)),
});
