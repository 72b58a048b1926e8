import type { PolicyValidationPluginReport } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS, type AcknowledgedFinding } from './acknowledged-findings';

/**
 * The AWS Solutions rules, less the listed findings where they were accepted. Ids of IAM findings hold whole references
 * to other stacks, which exist only once everything is synthesized; so they are matched here, by pattern, and not
 * acknowledged on the constructs beforehand. A finding that is not in the list stops the synth.
 */
export class SecurityChecks extends AwsSolutionsChecks {
  /** Entries of the list that matched something so far. */
  readonly used = new Set<AcknowledgedFinding>();

  override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const violations = super
      .validateScope(scope)
      .violations.map((violation) => ({
        ...violation,
        violatingResources: violation.violatingResources.filter(
          ({ constructPath }) => !this.isAccepted(violation.ruleName, constructPath ?? ''),
        ),
      }))
      .filter((violation) => violation.violatingResources.length > 0);
    return { success: violations.length === 0, violations };
  }

  private isAccepted(finding: string, constructPath: string): boolean {
    const path = constructPath.replace(/^[^/]+\//, '');
    const entry = ACKNOWLEDGED_FINDINGS.find((candidate) => candidate.finding.test(finding) && candidate.at.test(path));
    if (entry !== undefined) {
      this.used.add(entry);
    }
    return entry !== undefined;
  }
}
