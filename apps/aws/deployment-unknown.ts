/** Which deployment is meant, or whether it is there, cannot be told. Nothing was asked of it. The message says what to do. */
export class DeploymentUnknown extends Error {
  override readonly name = 'DeploymentUnknown';
}
