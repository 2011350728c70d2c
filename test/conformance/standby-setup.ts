/** The facts of the contract of Standby, set up in moto: a service in two Regions, each behind a load balancer. */
import { execFileSync } from 'node:child_process';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { away, home, name, type StandbyFacts } from '../contract/standby.contract.ts';
import { buildFleet, fleetClients, registerMembers, settings } from './fleet.ts';
import { motoCredentials } from './moto.ts';
import { python } from './virtual-environment.ts';

const members = 3;
const minute = 60_000;

/** Of two months, for one name, as PEM: certificate and key. */
const selfSigned = `
import datetime
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "${name}")])
now = datetime.datetime.now(datetime.timezone.utc)
made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
made = made.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=60))
made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("${name}")]), False).sign(key, hashes.SHA256())
print(made.public_bytes(serialization.Encoding.PEM).decode() + "|" + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()).decode())
`;

/** @param now the last minute that all is told of begins before */
export async function buildStandby(endpoint: string, facts: StandbyFacts, now: number): Promise<void> {
  const abroad = { ...settings(endpoint), region: away };
  await serve(endpoint, home, facts.requests * 60, now);
  await serve(endpoint, away, 0, now);
  await lead(endpoint, facts.ttl, now);
  await publish(endpoint, home, 'Pay', 'Lag', {}, [facts.lag, now]);
  if (facts.certified) {
    const [certificate = '', key = ''] = execFileSync(python, ['-c', selfSigned], { encoding: 'utf8' }).split('|');
    await new ACMClient(abroad).send(
      new ImportCertificateCommand({ Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(key) }),
    );
  }
  for (const Name of facts.secrets)
    await new SecretsManagerClient(abroad).send(new CreateSecretCommand({ Name, SecretString: 'not asked for' }));
}

/** A group behind a load balancer, which tells how many are healthy and, of any requests, how many there were. */
async function serve(endpoint: string, region: string, requests: number, now: number): Promise<void> {
  const clients = fleetClients(endpoint, motoCredentials, region);
  await buildFleet(clients, members, ['pay']);
  await registerMembers(clients);
  const { loadBalancing } = clients;
  const { TargetGroups: [group] = [] } = await loadBalancing.send(new DescribeTargetGroupsCommand({ Names: ['pay'] }));
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  const { LoadBalancers: [made] = [] } = await loadBalancing.send(
    new CreateLoadBalancerCommand({ Name: 'public', Subnets: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId!) }),
  );
  const { LoadBalancerArn = '' } = made!;
  const TargetGroupArn = group!.TargetGroupArn!;
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
  await loadBalancing.send(new CreateListenerCommand({ LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions }));
  const of = {
    LoadBalancer: LoadBalancerArn.slice(LoadBalancerArn.indexOf('loadbalancer/') + 'loadbalancer/'.length),
    TargetGroup: TargetGroupArn.slice(TargetGroupArn.indexOf('targetgroup/')),
  };
  await publish(endpoint, region, 'AWS/ApplicationELB', 'HealthyHostCount', of, [members, now]);
  if (requests > 0) await publish(endpoint, region, 'AWS/ApplicationELB', 'RequestCount', of, [requests, now]);
}

async function lead(endpoint: string, TTL: number, now: number): Promise<void> {
  const route53 = new Route53Client(settings(endpoint));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: '1' }));
  const { HealthCheck } = await route53.send(
    new CreateHealthCheckCommand({
      CallerReference: '1',
      HealthCheckConfig: {
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'away.example.com',
        RequestInterval: 10,
        FailureThreshold: 3,
      },
    }),
  );
  const HealthCheckId = HealthCheck!.Id!;
  const set = (SetIdentifier: string, region: string, Weight: number, more = {}) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: {
      ...{ Name: name, Type: 'CNAME' as const, SetIdentifier, Weight, TTL, ...more },
      ResourceRecords: [{ Value: `public-1.${region}.elb.amazonaws.com` }],
    },
  });
  const Changes = [set('home', home, 255), set('away', away, 0, { HealthCheckId })];
  await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZone!.Id!.split('/').at(-1)!, ChangeBatch: { Changes } }),
  );
  await publish(endpoint, 'us-east-1', 'AWS/Route53', 'HealthCheckStatus', { HealthCheckId }, [1, now]);
}

/** One value in each of a few minutes up to now. */
async function publish(
  endpoint: string,
  region: string,
  Namespace: string,
  MetricName: string,
  of: Readonly<Record<string, string>>,
  [Value, now]: readonly [value: number, now: number],
): Promise<void> {
  const Dimensions = Object.entries(of).map(([Name, value]) => ({ Name, Value: value }));
  const MetricData = [1, 2, 3, 4].map((i) => ({
    ...{ MetricName, Dimensions, Value, Timestamp: new Date(Math.floor(now / minute - i) * minute) },
  }));
  await new CloudWatchClient({ ...settings(endpoint), region }).send(
    new PutMetricDataCommand({ Namespace, MetricData }),
  );
}
