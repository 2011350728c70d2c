/** The provider will not start it, and nothing was started. */
export class FaultRefused extends Error {
  override readonly name = 'FaultRefused';
}
