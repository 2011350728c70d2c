/** The place that takes over, in any account and Region that the platform may look at. Each service's client is made when it is first asked. */
import { ACMClient } from '@aws-sdk/client-acm';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { notKnown } from '../../../core/conformity/known.ts';
import type { Elsewhere, Standby } from '../../../core/ports/standby.ts';
import { bounded, clientSettings } from '../clients.ts';
import { asked } from '../inventory/reader.ts';
import type { Reach } from '../other-accounts.ts';
import { issuedCertificates } from './certificates.ts';
import { secretState } from './secrets.ts';

export function awsStandby(reach: Reach): Standby {
  const { bounds, credentialsIn, deployment } = reach;
  const settings = ({ account = deployment.account, region }: Elsewhere) => ({
    ...clientSettings,
    region,
    ...credentialsIn(account),
  });
  return {
    certificates: (where) => asked(() => issuedCertificates(bounded(new ACMClient(settings(where)), bounds))),
    async secrets(names, where) {
      const client = bounded(new SecretsManagerClient(settings(where)), bounds);
      return Promise.all(names.map((name) => asked(() => secretState(name, client))));
    },
    ahead: async () => notKnown('AWS cannot be run ahead'),
  };
}
