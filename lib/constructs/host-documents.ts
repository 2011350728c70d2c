/** The Systems Manager documents that hosts are broken by, and taken back by: of a fixed name each, and run by name alone. */
import { join } from 'node:path';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { contentOf } from '../documents/compose.ts';
import { hostDocuments } from '../documents/documents.ts';

const repository = join(import.meta.dirname, '../..');

export interface HostDocumentsProps {
  readonly stage: string;
}

export class HostDocuments extends Construct {
  constructor(scope: Construct, id: string, { stage }: HostDocumentsProps) {
    super(scope, id);
    for (const document of hostDocuments)
      new CfnDocument(this, document.name, {
        name: names.document(stage, document.name),
        content: contentOf(document, repository),
        documentType: 'Command',
        documentFormat: 'JSON',
        targetType: '/AWS::EC2::Instance',
        // A document of a fixed name cannot be replaced; what runs goes by the version that is the default.
        updateMethod: 'NewVersion',
      });
  }
}
