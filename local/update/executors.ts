import type { Executors } from './executor';
import { connectorExecutor } from './executors/connector';

const READ_BY_WORKER = 'read when a connector on it starts';
const READ_BY_HANDLER = 'run by the custom resources that call it';

/**
 * What the local run does for each resource type that it stands for. To add one: a file in `executors/`, and its line here.
 * Types without a line are planned and kept in the books, and nothing is run for them.
 */
export const EXECUTORS: Executors = {
  'AWS::KafkaConnect::Connector': connectorExecutor,
  'AWS::KafkaConnect::CustomPlugin': { note: READ_BY_WORKER },
  'AWS::KafkaConnect::WorkerConfiguration': { note: READ_BY_WORKER },
  'AWS::Lambda::Function': { note: READ_BY_HANDLER },
};
