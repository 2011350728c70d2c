/**
 * Reads of global services that come in pages, and that moto has not or pages by itself: answered one
 * at a time, in the service's own words, to the clients as they are.
 */
import { Readable } from 'node:stream';
import { ACMClient } from '@aws-sdk/client-acm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointGroups } from '../../../../../adapters/aws/routing/endpoint-groups.ts';
import { healthChecks } from '../../../../../adapters/aws/routing/health-checks.ts';
import { recordSets } from '../../../../../adapters/aws/routing/record-sets.ts';
import type { Place } from '../../../../../adapters/aws/squall/own-fault.ts';
import { issuedCertificates } from '../../../../../adapters/aws/standby/certificates.ts';

interface Request {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
type Answer = (request: Request) => string;

let asked: string[] = [];
let answers: Readonly<Record<string, Answer>> = {};
beforeEach(() => {
  asked = [];
});
afterEach(() => {
  answers = {};
});

/** What a request is for: its target, or the last word of its path that names something. */
const operationOf = ({ path, headers }: Request): string =>
  headers['x-amz-target']?.replace(/.*\./, '') ?? path.replace('/2013-04-01/', '').replace(/\/.*/, '');

const settings = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  requestHandler: {
    async handle(request: Request) {
      const operation = operationOf(request);
      const answer = answers[operation];
      if (!answer) throw new Error(`nobody answers ${operation}`);
      asked.push(operation);
      const body = Readable.from([Buffer.from(answer(request))]);
      return { response: { statusCode: 200, headers: {}, body } };
    },
  },
};
const place: Place = {
  account: '111122223333',
  region: 'eu-central-1',
  stage: 'test',
  client: <C extends object>(make: new (given: object) => C) => new make(settings),
};

const times = (operation: string) => asked.filter((each) => each === operation).length;
/** JSON of one entry a page: the second comes for the token of the first. */
const pages =
  (list: string, of: (n: number) => object): Answer =>
  ({ body }) => {
    const { NextToken } = JSON.parse(body ?? '{}');
    return JSON.stringify(NextToken === undefined ? { [list]: [of(1)], NextToken: 'more' } : { [list]: [of(2)] });
  };
const xml = (root: string, inside: string) => `<?xml version="1.0"?><${root}>${inside}</${root}>`;
const noTags = () => xml('ListTagsForResourcesResponse', '<ResourceTagSets></ResourceTagSets>');

test('hosted zones', async () => {
  const zone = (n: number) =>
    `<HostedZone><Id>/hostedzone/Z${n}</Id><Name>n${n}.example.</Name><CallerReference>c</CallerReference></HostedZone>`;
  answers = {
    hostedzone: ({ path, query }) => {
      const id = /hostedzone\/(Z\d)/.exec(path)?.[1];
      if (id)
        return xml(
          'ListResourceRecordSetsResponse',
          `<ResourceRecordSets><ResourceRecordSet><Name>${id.toLowerCase()}.example.</Name><Type>A</Type><SetIdentifier>home</SetIdentifier><Weight>1</Weight><TTL>30</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>`,
        );
      return query?.marker === undefined
        ? xml(
            'ListHostedZonesResponse',
            `<HostedZones>${zone(1)}</HostedZones><Marker></Marker><IsTruncated>true</IsTruncated><NextMarker>Z2</NextMarker><MaxItems>1</MaxItems>`,
          )
        : xml(
            'ListHostedZonesResponse',
            `<HostedZones>${zone(2)}</HostedZones><Marker>Z2</Marker><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>`,
          );
    },
    tags: noTags,
  };
  const found = await recordSets(place).describe({});
  expect(found.map(({ resource }) => resource.name)).toEqual(['z1.example/home', 'z2.example/home']);
});

test('health checks', async () => {
  const check = (n: number) =>
    `<HealthCheck><Id>check-${n}</Id><CallerReference>c</CallerReference><HealthCheckConfig><Type>HTTPS</Type></HealthCheckConfig><HealthCheckVersion>1</HealthCheckVersion></HealthCheck>`;
  answers = {
    healthcheck: ({ query }) =>
      query?.marker === undefined
        ? xml(
            'ListHealthChecksResponse',
            `<HealthChecks>${check(1)}</HealthChecks><Marker></Marker><IsTruncated>true</IsTruncated><NextMarker>check-2</NextMarker><MaxItems>1</MaxItems>`,
          )
        : xml(
            'ListHealthChecksResponse',
            `<HealthChecks>${check(2)}</HealthChecks><Marker>check-2</Marker><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>`,
          ),
    tags: noTags,
  };
  const found = await healthChecks(place).describe({});
  expect(found.map(({ resource }) => resource.name)).toEqual(['check-1', 'check-2']);
  expect(times('healthcheck')).toBe(2);
});

test('accelerators, their listeners and endpoint groups', async () => {
  const arn = (n: number) => `arn:aws:globalaccelerator::111122223333:accelerator/${n}`;
  const below = (body: string | undefined, key: string) => String(JSON.parse(body ?? '{}')[key]);
  answers = {
    ListAccelerators: pages('Accelerators', (n) => ({ AcceleratorArn: arn(n), Name: `shop-${n}` })),
    ListListeners: (request) =>
      pages('Listeners', (n) => ({ ListenerArn: `${below(request.body, 'AcceleratorArn')}/listener/${n}` }))(request),
    ListEndpointGroups: (request) =>
      pages('EndpointGroups', (n) => ({
        EndpointGroupArn: `${below(request.body, 'ListenerArn')}/endpoint-group/${n}`,
        EndpointGroupRegion: `eu-west-${n}`,
      }))(request),
    ListTagsForResource: () => '{"Tags":[]}',
  };
  const found = await endpointGroups(place).describe({});
  const numbers = [1, 2];
  expect(found.map(({ resource }) => resource.id)).toEqual(
    numbers.flatMap((a) => numbers.flatMap((l) => numbers.map((g) => `${arn(a)}/listener/${l}/endpoint-group/${g}`))),
  );
  expect([times('ListAccelerators'), times('ListListeners'), times('ListEndpointGroups')]).toEqual([2, 4, 8]);
});

test('certificates', async () => {
  answers = {
    ListCertificates: pages('CertificateSummaryList', (n) => ({
      DomainName: `n${n}.example`,
      SubjectAlternativeNameSummaries: [`n${n}.example`],
      NotAfter: 1_800_000_000,
    })),
  };
  const found = await issuedCertificates(new ACMClient(settings as never));
  expect(found.map(({ names }) => names)).toEqual([['n1.example'], ['n2.example']]);
});
