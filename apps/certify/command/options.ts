/** What the command line asks of a certification. */
export interface CertifyOptions {
  readonly aws?: true;
  readonly config?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly yes?: true;
  readonly confirm?: string;
  readonly key?: string;
  readonly out?: string;
  readonly json?: true;
  readonly verify?: string;
  readonly publicKey?: string;
  readonly directory: string;
}
