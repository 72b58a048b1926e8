import type { Resource } from './environment-templates';

/** Attribute name that stands for what `Ref` gives. */
export const REF = 'Ref';

/** What a template's references lead to on this computer. */
export interface ValueSource {
  /**
   * @param attribute `Ref`, or an attribute's name such as `Endpoint.Address`
   * @throws LocalRunError when nothing local stands for it
   */
  attribute(resource: Resource, attribute: string): unknown;
  /**
   * @param secretId name or ARN
   * @throws LocalRunError when there is no such secret
   */
  secretString(secretId: string): string;
}
