/** The place that takes over, over the wire: what is there in one Region is not taken for there in another. */
import { execFileSync } from 'node:child_process';
import { ACMClient, ImportCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { awsStandby } from '../../adapters/aws/standby/standby.ts';
import type { Certificate, Standby } from '../../core/ports/standby.ts';
import { account, settings } from './fleet.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { python } from './virtual-environment.ts';

let moto: Moto;
let standby: Standby;
const abroad = 'eu-west-1';
const there = { region: abroad };

beforeAll(async () => {
  moto = await startMoto();
  await moto.reset();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
  const deployment = { account, region: motoRegion, regions: [abroad], targetAccounts: [] };
  standby = awsStandby(reachOf(deployment, {}, { as: 'stop', session: 'test' }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto.stop();
});

/** Of a month, for one name, as PEM: certificate and key. */
const selfSigned = `
import datetime
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "pay.example.com")])
now = datetime.datetime.now(datetime.timezone.utc)
made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
made = made.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=30))
made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("pay.example.com")]), False).sign(key, hashes.SHA256())
print(made.public_bytes(serialization.Encoding.PEM).decode() + "|" + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()).decode())
`;

test('certificates are those that are issued in the Region, with their names and their end', async () => {
  const acm = new ACMClient({ ...settings(moto.endpoint), region: abroad });
  const pem = execFileSync(python, ['-c', selfSigned], { encoding: 'utf8' });
  const [certificate = '', key = ''] = pem.split('|');
  await acm.send(new ImportCertificateCommand({ Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(key) }));
  await acm.send(new RequestCertificateCommand({ DomainName: 'pending.example.com', ValidationMethod: 'DNS' }));
  const found = (await standby.certificates(there)) as readonly Certificate[];
  expect(found.map(({ names }) => names)).toEqual([['pay.example.com']]);
  const days = (found[0]!.expires - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(28);
  expect(days).toBeLessThan(31);
  expect(await standby.certificates({ region: motoRegion })).toEqual([]);
});

test('secrets are there, absent, or about to go, by the Region that is asked', async () => {
  const secrets = new SecretsManagerClient({ ...settings(moto.endpoint), region: abroad });
  for (const Name of ['pay/db', 'pay/old'])
    await secrets.send(new CreateSecretCommand({ Name, SecretString: 'not asked for' }));
  await secrets.send(new DeleteSecretCommand({ SecretId: 'pay/old', RecoveryWindowInDays: 7 }));
  expect(await standby.secrets(['pay/db', 'pay/old', 'pay/none'], there)).toEqual([
    { state: 'present' },
    { state: 'unusable', why: 'it is to be deleted' },
    { state: 'absent' },
  ]);
  expect(await standby.secrets(['pay/db'], { region: motoRegion })).toEqual([{ state: 'absent' }]);
});

test('records of a name are told with their TTL, their health check and what it says', async () => {
  const route53 = new Route53Client(settings(moto.endpoint));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: '1' }));
  const zone = HostedZone!.Id!.split('/').at(-1)!;
  const { HealthCheck } = await route53.send(
    new CreateHealthCheckCommand({
      CallerReference: '1',
      HealthCheckConfig: {
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'home.example.com',
        RequestInterval: 10,
        FailureThreshold: 2,
      },
    }),
  );
  const check = HealthCheck!.Id!;
  const set = (SetIdentifier: string, Weight: number, more: Partial<ResourceRecordSet>): ResourceRecordSet => ({
    Name: 'pay.example.com',
    Type: 'CNAME',
    SetIdentifier,
    Weight,
    TTL: 60,
    ...more,
  });
  const target = (host: string) => ({ ResourceRecords: [{ Value: host }] });
  const records = [
    set('home', 255, { ...target('shop-1.eu-central-1.elb.amazonaws.com'), HealthCheckId: check }),
    set('away', 0, { ...target('shop-2.eu-west-1.elb.amazonaws.com'), TTL: 30 }),
  ];
  const Changes = records.map((ResourceRecordSet) => ({ Action: 'CREATE' as const, ResourceRecordSet }));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }));
  await new CloudWatchClient({ ...settings(moto.endpoint), region: 'us-east-1' }).send(
    new PutMetricDataCommand({
      Namespace: 'AWS/Route53',
      MetricData: [
        {
          MetricName: 'HealthCheckStatus',
          Dimensions: [{ Name: 'HealthCheckId', Value: check }],
          Value: 1,
          Timestamp: new Date(Date.now() - 120_000),
        },
      ],
    }),
  );
  const root = `arn:aws:route53::${account}`;
  const [found, none] = await standby.records(['pay.example.com', 'nobody.example.org']);
  expect(none).toEqual({ notKnown: `account ${account} has no hosted zone that nobody.example.org is in` });
  expect([...(found as readonly { set: string }[])].toSorted((a, b) => (a.set < b.set ? 1 : -1))).toEqual([
    {
      id: `${root}:hostedzone/${zone}/recordset/pay.example.com/CNAME/home`,
      set: 'home',
      policy: 'weighted',
      weight: 255,
      region: 'eu-central-1',
      ttl: 60_000,
      evaluatesTarget: false,
      healthCheck: {
        id: `${root}:healthcheck/${check}`,
        by: 'answers',
        interval: 10_000,
        threshold: 2,
        inverted: false,
        disabled: false,
        healthy: true,
      },
    },
    {
      id: `${root}:hostedzone/${zone}/recordset/pay.example.com/CNAME/away`,
      set: 'away',
      policy: 'weighted',
      weight: 0,
      region: 'eu-west-1',
      ttl: 30_000,
      evaluatesTarget: false,
    },
  ]);
});

test('a copy of a secret is as good as its copying, which its own Region tells of', async () => {
  const home = new SecretsManagerClient(settings(moto.endpoint));
  const AddReplicaRegions = [{ Region: abroad }];
  await home.send(new CreateSecretCommand({ Name: 'pay/copied', SecretString: 'not asked for', AddReplicaRegions }));
  expect(await standby.secrets(['pay/copied'], there)).toEqual([{ state: 'present' }]);
});

test('a Region that the platform may not look at is said, and nothing is assumed of it', async () => {
  const unknown = { notKnown: expect.stringContaining('ap-south-1') };
  expect(await standby.certificates({ region: 'ap-south-1' })).toEqual(unknown);
  expect(await standby.secrets(['pay/db'], { region: 'ap-south-1' })).toEqual([unknown]);
});
