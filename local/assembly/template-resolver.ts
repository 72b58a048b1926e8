import { UnresolvedValueError } from './assembly-errors';
import { type EnvironmentTemplates, type Resource, resourcesOfType, type StackTemplate } from './environment-templates';
import { findExport, findStackOutput, intrinsicOf, type OutputLocation } from './follow-reference';
import { NO_VALUE, pseudoParameter } from './pseudo-parameters';
import { REF, type ValueSource } from './value-source';

const DYNAMIC_REFERENCE = /\{\{resolve:([a-z-]+):(.+?)\}\}/g;
const SECRET_REFERENCE = /^(.+?):SecretString(?::([^:]*))?(?::[^:]*){0,2}$/;
const SUB_PLACEHOLDER = /\$\{(!?)([^}]+)\}/g;
const SSM_PARAMETER_TYPE = /^AWS::SSM::Parameter::Value</;

/** Where a value stands, for errors. */
interface Place {
  readonly stack: StackTemplate;
  readonly at: string;
}

/**
 * Turns template values into the values they have in the local run. Nothing is resolved before it is asked for, and
 * whatever cannot be resolved is an error, never an empty string.
 */
export class TemplateResolver {
  constructor(
    private readonly templates: EnvironmentTemplates,
    private readonly source: ValueSource,
  ) {}

  /**
   * @param property dotted path below `Properties`, e.g. `GenerateSecretString.PasswordLength`
   * @returns the value, or undefined when the template does not set it
   * @throws UnresolvedValueError naming stack, logical id and property
   */
  property(resource: Resource, property: string): unknown {
    let value: unknown = resource.properties;
    for (const key of property.split('.')) {
      if (value === null || typeof value !== 'object') return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    const at = `${resource.stack.stackName}/${resource.logicalId}.Properties.${property}`;
    const resolved = this.value(value, { stack: resource.stack, at });
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** Like {@link property}; a missing value or one that is no string, number or boolean is an error. */
  text(resource: Resource, property: string): string {
    const value = this.property(resource, property);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    const at = `${resource.stack.stackName}/${resource.logicalId}.Properties.${property}`;
    throw new UnresolvedValueError(at, `must be a plain value, got: ${JSON.stringify(value)}`);
  }

  /** Like {@link property}, for a map of plain values; a missing map is an empty one. */
  textMap(resource: Resource, property: string): Record<string, string> {
    const value = this.property(resource, property) ?? {};
    return Object.fromEntries(Object.entries(value as Record<string, unknown>).map(([key, v]) => [key, String(v)]));
  }

  private value(value: unknown, place: Place): unknown {
    if (typeof value === 'string') return this.dynamicReferences(value, place);
    if (Array.isArray(value)) {
      return value.map((item, i) => this.value(item, below(place, `${i}`))).filter((item) => item !== NO_VALUE);
    }
    if (value === null || typeof value !== 'object') return value;
    const intrinsic = intrinsicOf(value);
    if (intrinsic !== undefined) return this.intrinsic(intrinsic.name, intrinsic.argument, place);
    const resolved: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const inner = this.value(item, below(place, key));
      if (inner !== NO_VALUE) resolved[key] = inner;
    }
    return resolved;
  }

  private intrinsic(name: string, argument: unknown, place: Place): unknown {
    const list = (): unknown[] => this.list(argument, place);
    switch (name) {
      case 'Ref':
        return this.ref(String(argument), place);
      case 'Fn::GetAtt':
        return this.getAtt(argument, place);
      case 'Fn::Join': {
        const [separator, items] = list();
        return this.dynamicReferences(
          this.list(items, place)
            .map((item) => this.asText(item, place))
            .join(String(separator)),
          place,
        );
      }
      case 'Fn::Select': {
        const [index, items] = list();
        const item = this.list(items, place)[Number(index)];
        if (item === undefined)
          throw new UnresolvedValueError(place.at, `Fn::Select finds no item ${index} in ${JSON.stringify(items)}`);
        return item;
      }
      case 'Fn::Split': {
        const [separator, text] = list();
        return this.asText(text, place).split(String(separator));
      }
      case 'Fn::Sub':
        return this.sub(argument, place);
      case 'Fn::Base64':
        return Buffer.from(this.asText(this.value(argument, place), place)).toString('base64');
      case 'Fn::FindInMap':
        return this.findInMap(list(), place);
      case 'Fn::ImportValue':
        return this.output(
          findExport(this.templates, this.asText(this.value(argument, place), place)),
          argument,
          place,
        );
      case 'Fn::GetStackOutput': {
        const wanted = this.value(argument, place) as { StackName: string; OutputName: string };
        return this.output(findStackOutput(this.templates, wanted.StackName, wanted.OutputName), argument, place);
      }
      default:
        throw new UnresolvedValueError(place.at, `${name} is not supported by the local run`);
    }
  }

  private ref(name: string, place: Place): unknown {
    const pseudo = pseudoParameter(name, place.stack);
    if (pseudo !== undefined) return pseudo;
    const parameter = place.stack.parameters[name];
    if (parameter !== undefined) {
      if (SSM_PARAMETER_TYPE.test(parameter.Type)) return this.ssmParameter(String(parameter.Default), place);
      if (parameter.Default !== undefined) return parameter.Default;
      throw new UnresolvedValueError(place.at, `parameter ${name} has no default`);
    }
    return this.attribute(name, REF, place);
  }

  private getAtt(argument: unknown, place: Place): unknown {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    return this.attribute(String(logicalId), attribute.join('.'), place);
  }

  private attribute(logicalId: string, attribute: string, place: Place): unknown {
    const resource = place.stack.resources.get(logicalId);
    if (resource === undefined)
      throw new UnresolvedValueError(place.at, `refers to ${logicalId}, which ${place.stack.stackName} does not have`);
    try {
      return this.source.attribute(resource, attribute);
    } catch (cause) {
      throw new UnresolvedValueError(place.at, `${resource.type}.${attribute} of ${logicalId} has no local value`, {
        cause,
      });
    }
  }

  private output(location: OutputLocation | undefined, argument: unknown, place: Place): unknown {
    if (location === undefined)
      throw new UnresolvedValueError(place.at, `no stack of the environment gives ${JSON.stringify(argument)}`);
    return this.value(location.value, {
      stack: location.stack,
      at: `${place.at} → ${location.stack.stackName}.Outputs.${location.outputName}`,
    });
  }

  private sub(argument: unknown, place: Place): string {
    const [body, variables] = Array.isArray(argument)
      ? (argument as [string, Record<string, unknown>])
      : [String(argument), {}];
    const text = body.replace(SUB_PLACEHOLDER, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in variables) return this.asText(this.value(variables[name], place), place);
      return this.asText(name.includes('.') ? this.getAtt(name, place) : this.ref(name, place), place);
    });
    return this.dynamicReferences(text, place);
  }

  private findInMap([map, first, second]: unknown[], place: Place): unknown {
    const value = place.stack.mappings[String(map)]?.[String(first)]?.[String(second)];
    if (value === undefined) throw new UnresolvedValueError(place.at, `mapping ${map} has no ${first}.${second}`);
    return value;
  }

  private dynamicReferences(text: string, place: Place): string {
    return text.replace(DYNAMIC_REFERENCE, (whole, service: string, reference: string) => {
      if (service === 'ssm') return this.asText(this.ssmParameter(reference.split(':')[0] ?? reference, place), place);
      const secret = service === 'secretsmanager' ? SECRET_REFERENCE.exec(reference) : null;
      if (secret === null) throw new UnresolvedValueError(place.at, `dynamic reference is not supported: ${whole}`);
      return this.secretValue(secret[1] ?? '', secret[2] ?? '', place);
    });
  }

  private secretValue(secretId: string, jsonKey: string, place: Place): string {
    let text: string;
    try {
      text = this.source.secretString(secretId);
    } catch (cause) {
      throw new UnresolvedValueError(place.at, `secret ${secretId} has no local value`, { cause });
    }
    if (jsonKey === '') return text;
    const value = (JSON.parse(text) as Record<string, unknown>)[jsonKey];
    if (value === undefined) throw new UnresolvedValueError(place.at, `secret ${secretId} has no key ${jsonKey}`);
    return String(value);
  }

  private ssmParameter(name: string, place: Place): unknown {
    const found = resourcesOfType(this.templates, 'AWS::SSM::Parameter').find(
      (resource) => resource.properties.Name === name,
    );
    if (found === undefined)
      throw new UnresolvedValueError(place.at, `no stack of the environment has an SSM parameter ${name}`);
    return this.property(found, 'Value');
  }

  private list(value: unknown, place: Place): unknown[] {
    const resolved = this.value(value, place);
    if (!Array.isArray(resolved))
      throw new UnresolvedValueError(place.at, `must be a list, got: ${JSON.stringify(resolved)}`);
    return resolved;
  }

  private asText(value: unknown, place: Place): string {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new UnresolvedValueError(place.at, `must be a plain value, got: ${JSON.stringify(value)}`);
  }
}

function below(place: Place, key: string): Place {
  return { stack: place.stack, at: `${place.at}.${key}` };
}
