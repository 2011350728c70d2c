/** CloudFormation's functions as text, as far as policies and definitions use them. */
import type { Template } from './synthesized.ts';

/** `{ Ref: X }` → the physical name if the template fixes it, otherwise `<X>`. */
export function flat(value: unknown, template: Template): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map((each) => flat(each, template)).join('');
  const [[name, of] = ['', '']] = Object.entries((value ?? {}) as Record<string, unknown>);
  if (name === 'Fn::Join') return flat((of as unknown[])[1], template);
  if (name === 'Ref') return of === 'AWS::Partition' ? 'aws' : `<${of}>`;
  if (name === 'Fn::GetAtt') return attribute(of as string[], template);
  if (name === 'Fn::ImportValue') return `<${flat(of, template)}>`;
  throw new Error(`not read by this test: ${JSON.stringify(value)}`);
}

/** ARNs of functions are told apart by name; of the rest by logical id. */
function attribute([id = '', name = '']: string[], { Resources }: Template): string {
  const found = Resources[id];
  if (found?.Type === 'AWS::Lambda::Function' && name === 'Arn' && found.Properties.FunctionName)
    return `arn:aws:lambda:eu-central-1:111122223333:function:${found.Properties.FunctionName}`;
  return `<${id}.${name}>`;
}
