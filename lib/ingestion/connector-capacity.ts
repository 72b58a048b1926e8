import type { CfnConnector } from 'aws-cdk-lib/aws-kafkaconnect';
import type { ConnectorCapacity } from '../../connectors/connector-spec';

/** MSK Connect units (1 vCPU and 4 GiB each) that one worker may have. */
export const MCU_COUNTS: readonly number[] = [1, 2, 4, 8];

/** Workers that one connector may have; a quota of MSK Connect. */
export const MAX_WORKERS = 10;

/**
 * Every rule of MSK Connect that a capacity breaks, as `property rule, got: value` sentences.
 *
 * @param tasksMax the connector's `tasks.max` where it is known; with autoscaling it caps the tasks
 */
export function capacityProblems(capacity: ConnectorCapacity, tasksMax?: number): string[] {
  const mcu = MCU_COUNTS.includes(capacity.mcuCount)
    ? []
    : [`\`mcuCount\` must be 1, 2, 4 or 8, got: ${capacity.mcuCount}`];
  if (capacity.kind === 'provisioned') {
    return [...mcu, ...range('workerCount', capacity.workerCount, MAX_WORKERS)];
  }
  const { minWorkerCount, maxWorkerCount, scaleInCpuPercent, scaleOutCpuPercent } = capacity;
  const problems = [
    ...mcu,
    ...range('minWorkerCount', minWorkerCount, MAX_WORKERS),
    ...range('maxWorkerCount', maxWorkerCount, MAX_WORKERS),
    ...range('scaleInCpuPercent', scaleInCpuPercent, 100),
    ...range('scaleOutCpuPercent', scaleOutCpuPercent, 100),
  ];
  if (minWorkerCount > maxWorkerCount) {
    problems.push(`\`minWorkerCount\` must not exceed \`maxWorkerCount\` ${maxWorkerCount}, got: ${minWorkerCount}`);
  }
  if (scaleInCpuPercent >= scaleOutCpuPercent) {
    problems.push(
      `\`scaleInCpuPercent\` must be below \`scaleOutCpuPercent\` ${scaleOutCpuPercent}, got: ${scaleInCpuPercent}`,
    );
  }
  if (tasksMax !== undefined && tasksMax < maxWorkerCount) {
    problems.push(`\`tasks.max\` must be at least \`maxWorkerCount\` ${maxWorkerCount}, got: ${tasksMax}`);
  }
  return problems;
}

/**
 * The capacity as CloudFormation takes it. With autoscaling MSK Connect sets `tasks.max` itself, to workers × MCUs × 2;
 * what the connector asked for becomes the ceiling.
 */
export function toCapacityProperty(capacity: ConnectorCapacity, tasksMax?: number): CfnConnector.CapacityProperty {
  if (capacity.kind === 'provisioned') {
    return { provisionedCapacity: { mcuCount: capacity.mcuCount, workerCount: capacity.workerCount } };
  }
  return {
    autoScaling: {
      mcuCount: capacity.mcuCount,
      minWorkerCount: capacity.minWorkerCount,
      maxWorkerCount: capacity.maxWorkerCount,
      maxAutoscalingTaskCount: tasksMax,
      scaleInPolicy: { cpuUtilizationPercentage: capacity.scaleInCpuPercent },
      scaleOutPolicy: { cpuUtilizationPercentage: capacity.scaleOutCpuPercent },
    },
  };
}

function range(property: string, value: number, max: number): string[] {
  return Number.isInteger(value) && value >= 1 && value <= max
    ? []
    : [`\`${property}\` must be a whole number from 1 to ${max}, got: ${value}`];
}
