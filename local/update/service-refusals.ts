import type { Refusal } from './refusal';
import type { ResourceChange } from './resource-change';

interface Rule {
  /** Undefined stands for every type. */
  readonly type?: string;
  readonly refuses: (change: ResourceChange) => string | undefined;
  readonly advice: string;
}

/** Changes that the deployed services refuse, beside names that are taken. */
const RULES: readonly Rule[] = [
  {
    refuses: ({ before, after }) =>
      before !== undefined && after !== undefined && before.type !== after.type
        ? `its type would change from ${before.type} to ${after.type}, which CloudFormation does not update`
        : undefined,
    advice: 'give the new resource another logical id',
  },
  {
    // UpdateConnector of the MSK Connect API reference; «Update connector» of the MSK developer guide.
    type: 'AWS::KafkaConnect::Connector',
    refuses: ({ action, properties }) =>
      action === 'update' && ['Capacity', 'ConnectorConfiguration'].every((name) => changes(properties, name))
        ? '`Capacity` and `ConnectorConfiguration` change together, and UpdateConnector takes one of them in a call'
        : undefined,
    advice: 'change them in two deployments',
  },
  {
    type: 'AWS::KafkaConnect::Connector',
    refuses: ({ action, properties }) =>
      action === 'update' && properties.some(({ paths }) => paths.includes('ConnectorConfiguration.connector.class'))
        ? '`connector.class` changes, which UpdateConnector refuses'
        : undefined,
    advice:
      "make a connector of another name, or replace it in two deployments: say `state: 'suspended'`, deploy, take it back, deploy",
  },
  {
    // Kafka's INVALID_PARTITIONS; UpdateTopic of the MSK API reference only adds.
    type: 'AWS::MSK::Topic',
    refuses: ({ action, before, after }) => {
      const [from, to] = [Number(before?.properties.PartitionCount), Number(after?.properties.PartitionCount)];
      return action === 'update' && to < from
        ? `\`PartitionCount\` can only grow, got: ${to} after ${from}`
        : undefined;
    },
    advice: 'keep the number, or make a topic of another name',
  },
  {
    type: 'AWS::RDS::DBInstance',
    refuses: isProtected,
    advice: 'switch the deletion protection off first, in a deployment of its own',
  },
  {
    type: 'AWS::RDS::DBCluster',
    refuses: isProtected,
    advice: 'switch the deletion protection off first, in a deployment of its own',
  },
];

/** Why the services behind a resource would refuse a change. */
export function serviceRefusals(change: ResourceChange): Refusal[] {
  return RULES.filter(({ type }) => type === undefined || type === change.type).flatMap(({ refuses, advice }) => {
    const reason = refuses(change);
    return reason === undefined ? [] : [{ change, reason, advice }];
  });
}

function changes(properties: ResourceChange['properties'], name: string): boolean {
  return properties.some(({ property }) => property === name);
}

function isProtected({ action, before }: ResourceChange): string | undefined {
  return action === 'delete' && before?.properties.DeletionProtection === true
    ? '`DeletionProtection` is on, so it cannot be deleted'
    : undefined;
}
