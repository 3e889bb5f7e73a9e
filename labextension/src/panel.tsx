/** The panel at the right side. */

import { ReactWidget } from '@jupyterlab/apputils';
import { TranslationBundle } from '@jupyterlab/translation';
import { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { packageIcon } from './icon';
import { Findings } from './findings';
import { countsOf, IFinding, visible, worst } from './model';
import { PackageView } from './package';
import { Plan } from './plan';
import { Said, Trouble } from './said';
import { NotebookState } from './state';

export type Tab = 'findings' | 'plan' | 'package';

/** What the panel asks others to do. */
export interface IActions {
  canVerify: () => boolean;
  check: (state: NotebookState) => void;
  convert: (state: NotebookState) => void;
  verify: (state: NotebookState, folder: string) => void;
  fix: (state: NotebookState, finding: IFinding) => void;
  go: (state: NotebookState, cell: number, finding: IFinding | null) => void;
  goIndex: (state: NotebookState, index: number) => void;
  open: (path: string) => void;
  leave: (state: NotebookState) => void;
}

export class PackagePanel extends ReactWidget {
  constructor(
    private readonly _actions: IActions,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.id = 'nb2pkg-panel';
    this.addClass('nb2pkg-panel');
    this.title.icon = packageIcon;
    this.title.caption = _trans.__('From notebook to package');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', this.title.caption);
  }

  /** Emitted when another tab is shown, or the panel is shown or hidden. */
  readonly looked = new Signal<this, void>(this);

  get tab(): Tab {
    return this._tab;
  }

  set tab(tab: Tab) {
    this._tab = tab;
    this.update();
    this.looked.emit();
  }

  get state(): NotebookState | null {
    return this._state;
  }

  set state(state: NotebookState | null) {
    if (state !== this._state) {
      this._state?.changed.disconnect(this._onChanged, this);
      this._state = state;
      state?.changed.connect(this._onChanged, this);
      this._onChanged();
    }
  }

  /** Shows a finding among the others. */
  pick(finding: IFinding): void {
    this._picked = finding;
    this.tab = 'findings';
  }

  /** Whoever asks for the panel by a key goes on with keys; Escape goes back to the notebook. */
  protected override onActivateRequest(): void {
    if (!this.node.contains(document.activeElement)) {
      this._focusTab();
    }
  }

  /** At once where it can be, and not a frame later: by then somebody may be back in the notebook. */
  private _focusTab(): void {
    const tab = (): HTMLElement | null => this.node.querySelector(`#nb2pkg-tab-${this._tab}`);
    if (tab()) {
      tab()?.focus();
    } else {
      requestAnimationFrame(() => tab()?.focus()); // not drawn yet
    }
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.node.addEventListener('keydown', this);
  }

  protected override onBeforeDetach(message: Message): void {
    this.node.removeEventListener('keydown', this);
    super.onBeforeDetach(message);
  }

  handleEvent(event: Event): void {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if ((event as KeyboardEvent).key === 'Escape' && this._state && !isTyping) {
      this._actions.leave(this._state);
    }
  }

  protected override onAfterShow(): void {
    this.looked.emit();
  }

  protected override onAfterHide(): void {
    this.looked.emit();
  }

  protected override render(): JSX.Element {
    const state = this._state;
    const trans = this._trans;
    if (!state || state.isDisposed) {
      return (
        <p className="nb2pkg-note nb2pkg-pad">
          {trans.__('Open a notebook to see what it takes to make a package of it.')}
        </p>
      );
    }
    const tabs: [Tab, string][] = [
      ['findings', trans.__('Findings')],
      ['plan', trans.__('Plan')],
      ['package', trans.__('Package')]
    ];
    return (
      <>
        <Header state={state} trans={trans} onCheck={() => this._actions.check(state)} />
        <div className="nb2pkg-tabs" role="tablist">
          {tabs.map(([id, label]) => (
            <button
              key={id}
              role="tab"
              id={`nb2pkg-tab-${id}`}
              aria-selected={this._tab === id}
              aria-controls="nb2pkg-body"
              tabIndex={this._tab === id ? 0 : -1}
              onClick={() => (this.tab = id)}
              onKeyDown={event => this._onKey(event)}
            >
              {label}
            </button>
          ))}
        </div>
        <div
          key={this._tab} // each begins at its top
          id="nb2pkg-body"
          className="nb2pkg-body"
          role="tabpanel"
          aria-labelledby={`nb2pkg-tab-${this._tab}`}
        >
          {this._body(state)}
        </div>
      </>
    );
  }

  private _body(state: NotebookState): JSX.Element | null {
    const trans = this._trans;
    const labelOf = (cell: number): string | null => labelAt(state.indexOf(cell), trans);
    const go = (cell: number): void => this._actions.go(state, cell, null);
    if (this._tab === 'package') {
      return (
        <PackageView
          job={state.job}
          made={state.made}
          seconds={(performance.now() - state.jobBegan) / 1000}
          trouble={troubleOf(state)}
          canVerify={this._actions.canVerify()}
          trans={trans}
          labelOf={cell => labelAt(state.indexInJob(cell), trans)}
          onOpen={this._actions.open}
          onGo={cell => this._actions.goIndex(state, state.indexInJob(cell))}
          onConvert={() => this._actions.convert(state)}
          onVerify={folder => this._actions.verify(state, folder)}
          onCancel={() => state.cancel()}
        />
      );
    }
    if (!state.report) {
      return state.isChecking ? <p className="nb2pkg-note">{trans.__('Checking…')}</p> : null;
    }
    if (state.report.status !== 'checked') {
      return (
        <div className="nb2pkg-problem">
          <Said text={state.report.reason} />
          <div className="nb2pkg-note">
            <Said text={state.report.hint} />
          </div>
        </div>
      );
    }
    if (this._tab === 'findings') {
      return (
        <Findings
          report={state.report}
          trouble={state.plan?.trouble ?? state.whyNoPlan?.detail ?? ''}
          trans={trans}
          labelOf={labelOf}
          picked={this._picked}
          onPicked={() => (this._picked = null)}
          onGo={finding => this._actions.go(state, finding.cell ?? 0, finding)}
          onFix={finding => this._actions.fix(state, finding)}
        />
      );
    }
    return state.plan ? (
      <Plan
        plan={state.plan}
        trans={trans}
        labelOf={labelOf}
        marksOf={cell => state.marksOf(cell)}
        onMark={(cells, change) => state.mark(cells, change)}
        onGo={go}
        onConvert={() => this._actions.convert(state)}
      />
    ) : (
      state.whyNoPlan && <Trouble problem={state.whyNoPlan} trans={trans} />
    );
  }

  private _onKey(event: React.KeyboardEvent): void {
    const order: Tab[] = ['findings', 'plan', 'package'];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      this.tab =
        order[(order.indexOf(this._tab) + step + order.length) % order.length] ?? 'findings';
      this._focusTab();
    }
  }

  private _onChanged(): void {
    const findings = this._state?.report?.findings ?? [];
    const counts = countsOf(findings);
    const serious = counts.error + counts.warning;
    this.title.label = serious ? String(serious) : '';
    this.title.className = serious ? `nb2pkg-tab-${worst(findings)}` : '';
    this.update();
  }

  private _picked: IFinding | null = null;
  private _state: NotebookState | null = null;
  private _tab: Tab = 'findings';
}

function Header(props: {
  state: NotebookState;
  trans: TranslationBundle;
  onCheck: () => void;
}): JSX.Element {
  const { state, trans } = props;
  const { report, problem } = state;
  const grade = report?.status === 'checked' ? report.grade : '–';
  return (
    <div className="nb2pkg-header">
      <div className="nb2pkg-row nb2pkg-spread">
        <span
          className="nb2pkg-grade"
          role="img"
          data-grade={grade}
          title={trans.__('How ready for production, A to F')}
          aria-label={trans.__('Readiness %1', grade)}
        >
          {grade}
        </span>
        <h2 className="nb2pkg-title" title={visible(state.path)}>
          <bdi>{visible(state.path.split('/').pop() ?? '')}</bdi>
        </h2>
        {state.canUndo && (
          <button onClick={() => state.undo()} title={trans.__('Take the last mend back')}>
            {trans.__('Undo')}
          </button>
        )}
        <button onClick={props.onCheck} disabled={state.isChecking} aria-busy={state.isChecking}>
          {trans.__('Check')}
        </button>
      </div>
      {problem && <Trouble problem={problem} trans={trans} />}
    </div>
  );
}

/** Why no package can be made of a notebook; empty if one can be, null if that is not known. */
function troubleOf(state: NotebookState): string | null {
  const { plan, report, whyNoPlan } = state;
  return plan?.trouble ?? whyNoPlan?.detail ?? (report?.reason || null);
}

/** What a cell at a place of the notebook is called for people. */
function labelAt(index: number, trans: TranslationBundle): string | null {
  return index < 0 ? null : trans.__('Cell %1', index + 1);
}
