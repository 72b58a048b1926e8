import type { Resource } from '../assembly/environment-templates';
import type { ValueSource } from '../assembly/value-source';
import { LocalRunError } from '../local-run-error';
import type { LocalValues } from './local-values';

/** The local value of one attribute of a resource. */
export type Binding = (resource: Resource, local: LocalValues) => string;

/** A reference without a binding. */
export class BindingError extends LocalRunError {}

/** Leads references to their bindings, and keeps which ones were used. Closed: a reference without one fails the run. */
export class BoundValues implements ValueSource {
  private readonly used = new Set<string>();

  constructor(
    private readonly local: LocalValues,
    private readonly bindings: Readonly<Record<string, Binding>>,
  ) {}

  attribute(resource: Resource, attribute: string): string {
    const key = `${resource.type}.${attribute}`;
    const binding = this.bindings[key];
    if (binding === undefined)
      throw new BindingError(`a reference must have a binding in the kind of its resource, got: ${key}`);
    this.used.add(key);
    return binding(resource, this.local);
  }

  secretString(secretId: string): string {
    return this.local.secretString(secretId);
  }

  /** Bindings that the run has used so far, for its report. */
  usedBindings(): string[] {
    return [...this.used].sort();
  }
}
