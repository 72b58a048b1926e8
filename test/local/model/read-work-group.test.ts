import { TemplateResolver } from '../../../local/assembly/template-resolver';
import type { WorkGroupModel } from '../../../local/model/platform';
import { readWorkGroup } from '../../../local/model/read-work-group';
import { environmentOf } from '../../support/local-templates';

const source = { attribute: () => 'bound', secretString: () => '{}' };

const configuration = {
  EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
  EnforceWorkGroupConfiguration: true,
};

function read(...workGroups: Record<string, unknown>[]): WorkGroupModel | undefined {
  const resources = workGroups.map((Properties, index) => [
    `Group${index}`,
    { Type: 'AWS::Athena::WorkGroup', Properties: { Name: 'analysts', ...Properties } },
  ]);
  const templates = environmentOf({ Serving: { Resources: Object.fromEntries(resources) } });
  return readWorkGroup(templates, new TemplateResolver(templates, source));
}

test('none where the environment has none', () => {
  expect(read()).toBeUndefined();
});

test('its name and its limit', () => {
  const WorkGroupConfiguration = { ...configuration, BytesScannedCutoffPerQuery: 1_000_000_000_000 };
  expect(read({ WorkGroupConfiguration })).toMatchObject({ name: 'analysts', scanLimitBytes: 1_000_000_000_000n });
});

test('no limit where the template has none', () => {
  expect(read({ WorkGroupConfiguration: configuration })?.scanLimitBytes).toBeUndefined();
});

describe('fails', () => {
  test('for another engine than the one that runs', () => {
    const EngineVersion = { SelectedEngineVersion: 'AUTO' };
    expect(() => read({ WorkGroupConfiguration: { ...configuration, EngineVersion } })).toThrow(
      '`WorkGroupConfiguration.EngineVersion.SelectedEngineVersion` must be "Athena engine version 3", got: "AUTO"',
    );
  });

  test('for settings that a client may replace', () => {
    const { EnforceWorkGroupConfiguration: _, ...open } = configuration;
    expect(() => read({ WorkGroupConfiguration: open })).toThrow(
      '`WorkGroupConfiguration.EnforceWorkGroupConfiguration` must be true, got: undefined',
    );
  });

  test('for one that is switched off', () => {
    expect(() => read({ State: 'DISABLED', WorkGroupConfiguration: configuration })).toThrow(
      '`State` must be "ENABLED", got: "DISABLED"',
    );
  });

  test('for a second one', () => {
    const group = { WorkGroupConfiguration: configuration };
    expect(() => read(group, group)).toThrow('Group1 (AWS::Athena::WorkGroup): the local run has one workgroup');
  });
});
