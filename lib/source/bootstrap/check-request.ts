import { type BootstrapProperties, parseSource, type SourceRequest, toSourceProperties } from './bootstrap-request';
import { text } from './request-properties';

/** What a scheduled check is asked to look at. Values may be CDK tokens at synth. */
export interface CheckRequest extends SourceRequest {
  /** Name of the stack, which tells the database's metric from those of other environments. */
  readonly stack: string;
}

/** What the schedule hands over; the inverse of `parseCheck`. */
export function toCheckInput(request: CheckRequest): BootstrapProperties {
  return { Stack: request.stack, ...toSourceProperties(request) };
}

/** @throws Error naming the first property that is missing or malformed */
export function parseCheck(input: Readonly<Record<string, unknown>>): CheckRequest {
  return { stack: text(input, 'Stack'), ...parseSource(input) };
}
