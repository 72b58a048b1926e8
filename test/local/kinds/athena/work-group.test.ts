import { TemplateResolver } from '../../../../local/assembly/template-resolver';
import { workGroupVerbs } from '../../../../local/kinds/athena/work-group';
import type { UpdateContext } from '../../../../local/kinds/kind';
import type { ResourceChange } from '../../../../local/update/resource-change';
import { environmentOf } from '../../../support/local-templates';

/** A running engine, and templates whose workgroup has that configuration. */
function contextWith(WorkGroupConfiguration: Record<string, unknown>): {
  limits: (bigint | undefined)[];
  context: UpdateContext;
} {
  const group = { Type: 'AWS::Athena::WorkGroup', Properties: { Name: 'analysts', WorkGroupConfiguration } };
  const templates = environmentOf({ Serving: { Resources: { Group: group } } });
  const resolver = new TemplateResolver(templates, { attribute: () => 'bound', secretString: () => '{}' });
  const limits: (bigint | undefined)[] = [];
  const queryEngine = { limitScans: (bytes: bigint | undefined) => limits.push(bytes) };
  const context = { next: { templates, resolver }, platform: () => ({ queryEngine }) } as unknown as UpdateContext;
  return { limits, context };
}

const configuration = {
  EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
  EnforceWorkGroupConfiguration: true,
};
const change = {} as ResourceChange;

test('another limit holds from the next query on', async () => {
  const { limits, context } = contextWith({ ...configuration, BytesScannedCutoffPerQuery: 20_000_000 });
  await workGroupVerbs.update?.run(change, context);
  expect(limits).toEqual([20_000_000n]);
});

test('what the local run does not do is refused', async () => {
  const { limits, context } = contextWith({ ...configuration, EnforceWorkGroupConfiguration: false });
  await expect(workGroupVerbs.update?.run(change, context)).rejects.toThrow('must be true, got: false');
  expect(limits).toEqual([]);
});
