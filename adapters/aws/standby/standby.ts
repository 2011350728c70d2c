/** The place that takes over, in any account and Region that the platform may look at. Clients are made when they are first asked. */
import { ACMClient } from '@aws-sdk/client-acm';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { notKnown } from '../../../core/conformity/known.ts';
import type { Standby } from '../../../core/ports/standby.ts';
import type { Home } from '../arns.ts';
import { bounded, clientSettings } from '../clients.ts';
import type { Reach } from '../other-accounts.ts';
import { byPlace } from '../places.ts';
import { answered } from './answered.ts';
import { arrivingAt } from './arriving.ts';
import { issuedCertificates } from './certificates.ts';
import { quotaUses } from './quotas.ts';
import { recordsOf } from './records.ts';
import { secretState } from './secrets.ts';

/** Where Route 53 tells of its health checks, whatever they ask. */
const toldIn = 'us-east-1';

export function awsStandby(reach: Reach): Standby {
  const { bounds, credentialsIn, deployment } = reach;
  const settings = ({ account, region }: Home) => ({ ...clientSettings, region, ...credentialsIn(account) });
  const certificatesIn = byPlace(reach, (where) => bounded(new ACMClient(settings(where)), bounds));
  const secretsIn = byPlace(reach, (where) => bounded(new SecretsManagerClient(settings(where)), bounds));
  const countingIn = byPlace(reach, (where) => ({
    autoScaling: bounded(new AutoScalingClient(settings(where)), bounds),
    ecs: bounded(new ECSClient(settings(where)), bounds),
    loadBalancing: bounded(new ElasticLoadBalancingV2Client(settings(where)), bounds),
  }));
  const usesOf = quotaUses(reach);
  return {
    async records(names) {
      const { account, region } = deployment;
      const clients = {
        route53: bounded(new Route53Client(settings({ account, region })), bounds),
        cloudWatch: bounded(new CloudWatchClient(settings({ account, region: toldIn })), bounds),
        home: { account, region },
      };
      return Promise.all(names.map((name) => answered(() => recordsOf(name, clients))));
    },
    certificates: (where) => answered(() => issuedCertificates(certificatesIn(where))),
    secrets: (names, { account, region }) => {
      const clientIn = (of: string) => secretsIn({ ...(account !== undefined && { account }), region: of });
      return Promise.all(names.map((name) => answered(() => secretState(name, region, clientIn))));
    },
    arriving: (groups) => Promise.all(groups.map((each) => answered(() => arrivingAt(each, countingIn(each.where))))),
    quotas: (growth) => Promise.all(growth.map((each) => answered(() => usesOf(each)))),
    ahead: async () => notKnown('AWS cannot be run ahead'),
  };
}
