import { LocalRunError } from '../local-run-error';

/** An update that was not begun, for CloudFormation or the local run would refuse it. */
export class UpdateRefusedError extends LocalRunError {}

/** An update that stopped in the middle. */
export class UpdateFailedError extends LocalRunError {}

/** A change in place that went in, after which the resource does not work: it is as the new template says, and broken. */
export class ChangeRemainsError extends LocalRunError {}
