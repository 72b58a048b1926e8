import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { TemplateResolver } from '../assembly/template-resolver';
import type { ValueSource } from '../assembly/value-source';
import type { UpdateContext } from '../kinds/kind';
import type { Selection } from '../model/select-flow';
import { emptyPlatform, type RunningPlatform } from '../session/running-platform';
import type { Session } from '../session/session';
import type { ResourceChange } from './resource-change';
import { initialState, type RunningState, withApplied, withStack } from './running-state';

/** A run that stays up: what runs, and the books about it. Both change together, one resource at a time. */
export class RunningEnvironment {
  private currentState: RunningState;
  private currentPlatform: RunningPlatform;

  /**
   * @param session of the templates that the platform came up from
   * @param values leads references to local values
   * @param selection the part of the environment that runs; undefined for all of it
   * @param state of the books; that everything of the session's templates runs unless given
   */
  constructor(
    private readonly firstSession: Session,
    platform: RunningPlatform,
    private readonly values: ValueSource,
    readonly selection: Selection | undefined,
    state: RunningState = initialState(firstSession.templates),
  ) {
    this.currentState = state;
    this.currentPlatform = platform;
  }

  /** An environment of which nothing runs yet. */
  static empty(session: Session, values: ValueSource, selection: Selection | undefined): RunningEnvironment {
    const state = initialState({ ...session.templates, stacks: [] });
    return new RunningEnvironment(session, emptyPlatform(), values, selection, state);
  }

  get environment(): string {
    return this.firstSession.templates.environment;
  }

  get state(): RunningState {
    return this.currentState;
  }

  get platform(): RunningPlatform {
    return this.currentPlatform;
  }

  setPlatform(changes: Partial<RunningPlatform>): void {
    // What does not run yet must not be looked at, and a spread would.
    this.currentPlatform = Object.defineProperties({} as RunningPlatform, {
      ...Object.getOwnPropertyDescriptors(this.currentPlatform),
      ...Object.getOwnPropertyDescriptors(changes),
    });
  }

  /** One resource is now as the change says. */
  setApplied(change: ResourceChange, next: EnvironmentTemplates): void {
    this.currentState = withApplied(this.currentState, change, next);
  }

  /** A stack is now as its template says. */
  setStack(next: EnvironmentTemplates, stackName: string): void {
    const stack = next.stacks.find((candidate) => candidate.stackName === stackName);
    if (stack !== undefined) this.currentState = withStack(this.currentState, stack);
  }

  /** What verbs work with to bring what runs to other templates. */
  contextOf(next: EnvironmentTemplates): UpdateContext {
    return {
      next: this.session(next),
      before: this.session(),
      platform: () => this.platform,
      setPlatform: (changes) => this.setPlatform(changes),
    };
  }

  /** The run's session with other templates; values stay what they are. @default - the templates of what runs */
  session(templates: EnvironmentTemplates = this.currentState.templates): Session {
    return { ...this.firstSession, templates, resolver: new TemplateResolver(templates, this.values) };
  }
}
