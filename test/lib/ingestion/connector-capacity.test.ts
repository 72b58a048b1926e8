import type { ConnectorCapacity } from '../../../connectors/connector-spec';
import { capacityProblems, toCapacityProperty } from '../../../lib/ingestion/connector-capacity';

const PROVISIONED: ConnectorCapacity = { kind: 'provisioned', mcuCount: 1, workerCount: 2 };
const AUTOSCALED: ConnectorCapacity = {
  kind: 'autoscaled',
  mcuCount: 2,
  minWorkerCount: 1,
  maxWorkerCount: 4,
  scaleInCpuPercent: 20,
  scaleOutCpuPercent: 80,
};

test('a fixed number of workers', () => {
  expect(capacityProblems(PROVISIONED, 3)).toEqual([]);
  expect(toCapacityProperty(PROVISIONED, 3)).toEqual({ provisionedCapacity: { mcuCount: 1, workerCount: 2 } });
});

test('a range of workers, with the tasks that the connector asks for as the ceiling', () => {
  expect(capacityProblems(AUTOSCALED, 4)).toEqual([]);
  expect(toCapacityProperty(AUTOSCALED, 4)).toEqual({
    autoScaling: {
      mcuCount: 2,
      minWorkerCount: 1,
      maxWorkerCount: 4,
      maxAutoscalingTaskCount: 4,
      scaleInPolicy: { cpuUtilizationPercentage: 20 },
      scaleOutPolicy: { cpuUtilizationPercentage: 80 },
    },
  });
});

test('a range of workers without a ceiling', () => {
  expect(capacityProblems(AUTOSCALED)).toEqual([]);
  expect(toCapacityProperty(AUTOSCALED).autoScaling).toMatchObject({ maxAutoscalingTaskCount: undefined });
});

test.each([1, 2, 4, 8])('workers of %d MCU', (mcuCount) => {
  expect(capacityProblems({ ...PROVISIONED, mcuCount })).toEqual([]);
});

describe('fails', () => {
  test.each<[Partial<ConnectorCapacity>, string]>([
    [{ mcuCount: 0 }, '`mcuCount` must be 1, 2, 4 or 8, got: 0'],
    [{ mcuCount: 3 }, '`mcuCount` must be 1, 2, 4 or 8, got: 3'],
    [{ mcuCount: 16 }, '`mcuCount` must be 1, 2, 4 or 8, got: 16'],
    [{ workerCount: 0 }, '`workerCount` must be a whole number from 1 to 10, got: 0'],
    [{ workerCount: 11 }, '`workerCount` must be a whole number from 1 to 10, got: 11'],
    [{ workerCount: 1.5 }, '`workerCount` must be a whole number from 1 to 10, got: 1.5'],
  ])('on a fixed number with %j', (change, problem) => {
    expect(capacityProblems({ ...PROVISIONED, ...change } as ConnectorCapacity)).toEqual([problem]);
  });

  test.each<[Partial<ConnectorCapacity>, string]>([
    [{ mcuCount: 5 }, '`mcuCount` must be 1, 2, 4 or 8, got: 5'],
    [{ minWorkerCount: 0 }, '`minWorkerCount` must be a whole number from 1 to 10, got: 0'],
    [{ maxWorkerCount: 11 }, '`maxWorkerCount` must be a whole number from 1 to 10, got: 11'],
    [{ minWorkerCount: 5 }, '`minWorkerCount` must not exceed `maxWorkerCount` 4, got: 5'],
    [{ scaleInCpuPercent: 0 }, '`scaleInCpuPercent` must be a whole number from 1 to 100, got: 0'],
    [{ scaleOutCpuPercent: 101 }, '`scaleOutCpuPercent` must be a whole number from 1 to 100, got: 101'],
    [{ scaleInCpuPercent: 80 }, '`scaleInCpuPercent` must be below `scaleOutCpuPercent` 80, got: 80'],
  ])('on a range with %j', (change, problem) => {
    expect(capacityProblems({ ...AUTOSCALED, ...change } as ConnectorCapacity)).toEqual([problem]);
  });

  test('on fewer tasks than workers', () => {
    expect(capacityProblems(AUTOSCALED, 3)).toEqual(['`tasks.max` must be at least `maxWorkerCount` 4, got: 3']);
  });
});
