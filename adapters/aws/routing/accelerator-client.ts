import { GlobalAcceleratorClient } from '@aws-sdk/client-global-accelerator';

/** Global Accelerator is asked in us-west-2, wherever its endpoints are. */
export class AcceleratorClient extends GlobalAcceleratorClient {
  constructor(settings: object) {
    super({ ...settings, region: 'us-west-2' });
  }
}
