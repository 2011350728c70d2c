/** Certificates of ACM that are issued in one account and Region. Private keys are never asked for. */
import {
  type ACMClient,
  type CertificateSummary,
  DescribeCertificateCommand,
  KeyAlgorithm,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import type { Certificate } from '../../../core/ports/standby.ts';

/** Without them, ACM lists those with RSA keys of 2,048 bits and less alone. */
const keyTypes = Object.values(KeyAlgorithm);

/** @throws ServiceFailure */
export async function issuedCertificates(acm: ACMClient): Promise<readonly Certificate[]> {
  const found: Certificate[] = [];
  for await (const { CertificateSummaryList = [] } of paginateListCertificates(
    { client: acm, pageSize: 100 },
    { CertificateStatuses: ['ISSUED'], Includes: { keyTypes } },
  ))
    for (const summary of CertificateSummaryList) found.push(await certificateOf(summary, acm));
  return found;
}

/** The list names a hundred domain names of each at most: one that has more is looked at by itself. */
async function certificateOf(summary: CertificateSummary, acm: ACMClient): Promise<Certificate> {
  const { CertificateArn, DomainName = '', NotAfter, HasAdditionalSubjectAlternativeNames } = summary;
  const listed = summary.SubjectAlternativeNameSummaries;
  if (listed && !HasAdditionalSubjectAlternativeNames && NotAfter)
    return { names: [...new Set([DomainName, ...listed])], expires: NotAfter.getTime() };
  const { Certificate: whole = {} } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  return {
    names: [...new Set([DomainName, ...(whole.SubjectAlternativeNames ?? [])])],
    // One that does not say when it ends is taken for ended.
    expires: whole.NotAfter?.getTime() ?? 0,
  };
}
