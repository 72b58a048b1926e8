import { Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACKNOWLEDGED_FINDINGS } from '../../../lib/compliance/acknowledged-findings';
import { SecurityChecks } from '../../../lib/compliance/security-checks';
import { ENVIRONMENTS } from '../../../lib/config/environments';
import { PlatformStage } from '../../../lib/platform-stage';
import { SMALL, streaming, withIceberg, withStates } from '../../fixtures/environments';
import { FIVE_HUNDRED_TABLES } from '../../fixtures/five-hundred-tables';
import { STRANGER } from '../../fixtures/stranger';
import { testApp, testStack } from '../../support/test-app';

const app = testApp();
for (const config of ENVIRONMENTS) {
  new PlatformStage(app, { ...config, account: '123456789012' });
}
// What no environment has switched on must pass as well.
new PlatformStage(app, streaming(SMALL));
new PlatformStage(app, withIceberg(SMALL));
new PlatformStage(app, withStates(SMALL));
new PlatformStage(app, STRANGER);
new PlatformStage(app, FIVE_HUNDRED_TABLES);
// References between stacks, and with them the ids of findings, exist only after the synth.
app.synth();
const checks = new SecurityChecks(app);
const report = checks.validateScope(app);

test('no finding is left that nobody accepted', () => {
  expect(report.violations).toEqual([]);
  expect(report.success).toBe(true);
});

test.each(ACKNOWLEDGED_FINDINGS.map((entry) => [`${entry.finding.source} at ${entry.at.source}`, entry] as const))(
  '%s is still found somewhere',
  (_name, entry) => {
    expect(checks.used).toContain(entry);
  },
);

test('a finding elsewhere is not accepted with it', () => {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/raw/*'] }));
  Stage.of(stack)?.synth();
  const { success, violations } = new SecurityChecks(stack).validateScope(stack);
  expect(success).toBe(false);
  expect(violations.map((violation) => violation.ruleName)).toEqual([
    'AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/raw/*]',
  ]);
});
