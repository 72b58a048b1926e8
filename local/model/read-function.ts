import { roleName } from '../access/read-roles';
import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { findAsset } from './find-asset';
import type { FunctionModel } from './platform';

/** A function with its code and whom it is. */
export function readFunction(
  templates: EnvironmentTemplates,
  handler: Resource,
  resolver: TemplateResolver,
): FunctionModel {
  const { Code, Role } = handler.properties;
  return {
    handler,
    codeDirectory: findAsset(handler, (Code as { readonly S3Key: unknown }).S3Key).path,
    role: roleName(requireReference(templates, handler, 'Role', Role, 'AWS::IAM::Role'), resolver),
  };
}
