/**
 * RDS as far as an Aurora global database goes, which moto does not: clusters in several Regions,
 * who writes, and what is under way. Each request is held against botocore's model of it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serviceModel } from './botocore-model.ts';

export interface MemberCluster {
  readonly arn: string;
  sync: 'connected' | 'pending-resync';
}

export interface GlobalClusters {
  readonly endpoint: string;
  readonly members: MemberCluster[];
  writer: string;
  status: string;
  /** What is under way, from whom to whom; it stays so until `settle`. */
  moving: { readonly from: string; readonly to: string; readonly loss: boolean } | undefined;
  tags: Readonly<Record<string, string>>;
  /** Operation, Region that it was asked in, and what it was given. */
  readonly asked: {
    readonly operation: string;
    readonly region: string;
    readonly given: Readonly<Record<string, string>>;
  }[];
  settle(): void;
  stop(): Promise<void>;
}

const name = 'orders-global';
const namespace = 'http://rds.amazonaws.com/doc/2014-10-31/';

export async function startGlobalClusters(arns: readonly string[]): Promise<GlobalClusters> {
  const model = serviceModel('rds');
  const rds: Omit<GlobalClusters, 'endpoint' | 'stop'> = {
    members: arns.map((arn) => ({ arn, sync: 'connected' })),
    writer: arns[0]!,
    status: 'available',
    moving: undefined,
    tags: { 'resilience:fis-enabled': 'true' },
    asked: [],
    settle() {
      if (rds.moving) rds.writer = rds.moving.to;
      Object.assign(rds, { moving: undefined, status: 'available' });
    },
  };

  const globalXml = (): string => {
    const members = rds.members.map(
      ({ arn, sync }) =>
        `<GlobalClusterMember><DBClusterArn>${arn}</DBClusterArn><IsWriter>${arn === rds.writer}</IsWriter><SynchronizationStatus>${sync}</SynchronizationStatus></GlobalClusterMember>`,
    );
    const tags = Object.entries(rds.tags).map(([Key, Value]) => `<Tag><Key>${Key}</Key><Value>${Value}</Value></Tag>`);
    const { moving } = rds;
    const under = moving
      ? `<Status>${moving.loss ? 'failing-over' : 'switching-over'}</Status><FromDbClusterArn>${moving.from}</FromDbClusterArn><ToDbClusterArn>${moving.to}</ToDbClusterArn><IsDataLossAllowed>${moving.loss}</IsDataLossAllowed>`
      : '';
    return `<GlobalClusterIdentifier>${name}</GlobalClusterIdentifier><Status>${rds.status}</Status><Engine>aurora-postgresql</Engine><GlobalClusterMembers>${members.join('')}</GlobalClusterMembers><FailoverState>${under}</FailoverState><TagList>${tags.join('')}</TagList>`;
  };
  const clusterXml = (arn: string): string =>
    `<DBCluster><DBClusterIdentifier>${arn.split(':').at(-1)}</DBClusterIdentifier><DBClusterArn>${arn}</DBClusterArn><Status>available</Status><Engine>aurora-postgresql</Engine><DBClusterMembers><DBClusterMember><DBInstanceIdentifier>${arn.split(':').at(-1)}-1</DBInstanceIdentifier><IsClusterWriter>${arn === rds.writer}</IsClusterWriter></DBClusterMember></DBClusterMembers></DBCluster>`;

  function answerTo(operation: string, region: string, given: Readonly<Record<string, string>>): string {
    if (operation === 'DescribeDBClusters')
      return `<DBClusters>${rds.members.flatMap(({ arn }) => (arn.includes(`:${region}:`) ? clusterXml(arn) : [])).join('')}</DBClusters>`;
    if (operation === 'DescribeDBInstances') return '<DBInstances/>';
    if (operation === 'DescribeGlobalClusters')
      return `<GlobalClusters><GlobalClusterMember>${globalXml()}</GlobalClusterMember></GlobalClusters>`;
    const to = given.TargetDbClusterIdentifier ?? '';
    const loss = given.AllowDataLoss === 'true';
    const planned = operation === 'SwitchoverGlobalCluster';
    if (planned && !rds.writer.includes(`:${region}:`))
      throw new Error(`ask in the Region of the primary, not in ${region}`);
    if (rds.moving || (rds.status !== 'available' && !loss)) throw new Error(`${name} is ${rds.status}`);
    rds.moving = { from: rds.writer, to, loss };
    rds.status = planned ? 'switching-over' : 'failing-over';
    return `<GlobalCluster>${globalXml()}</GlobalCluster>`;
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const {
        Action: operation = '',
        Version: _,
        ...given
      } = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const typed = Object.fromEntries(
        Object.entries(given).map(([key, value]) => [key, /^(true|false)$/.test(value) ? value === 'true' : value]),
      );
      rds.asked.push({ operation, region, given });
      response.setHeader('Content-Type', 'text/xml');
      try {
        const [problem] = model.problemsOf(operation, 'input', typed);
        if (problem !== undefined) throw new Error(problem);
        const body = answerTo(operation, region, given);
        response.end(
          `<${operation}Response xmlns="${namespace}"><${operation}Result>${body}</${operation}Result></${operation}Response>`,
        );
      } catch (error) {
        response.statusCode = 400;
        response.end(
          `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>InvalidGlobalClusterStateFault</Code><Message>${(error as Error).message}</Message></Error></ErrorResponse>`,
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(rds, {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
