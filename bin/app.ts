import { App, Validations } from 'aws-cdk-lib';
import { SecurityChecks } from '../lib/compliance/security-checks';
import { neighbourProblems } from '../lib/config/environment-problems';
import { ENVIRONMENTS } from '../lib/config/environments';
import { PlatformStage } from '../lib/platform-stage';

const problems = neighbourProblems(ENVIRONMENTS);
if (problems.length > 0) {
  throw new Error(problems.join('\n'));
}
const app = new App();
for (const environment of ENVIRONMENTS) {
  new PlatformStage(app, environment);
}
Validations.of(app).addPlugins(new SecurityChecks(app));
app.synth();
