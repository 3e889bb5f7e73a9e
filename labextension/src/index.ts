/** One button in a notebook: what stands between it and production, and the package that it becomes. */

import { ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, ICommandPalette, showDialog } from '@jupyterlab/apputils';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, TranslationBundle } from '@jupyterlab/translation';
import { ask } from './api';
import { paint, paintVerdict } from './bands';
import { Diagnostics } from './diagnostics';
import { packageIcon } from './icon';
import { jumpTo } from './jump';
import { IFinding, ISpan, nextAfter, sentence, verdictByCell } from './model';
import { cellResultText, ConversionForm } from './package';
import { PackagePanel, Tab } from './panel';
import { IAbilities, NO_ABILITIES, NotebookState } from './state';

interface ISettings {
  live: boolean;
  delay: number;
  underline: boolean;
  gutter: boolean;
  bands: boolean;
}

const ID = 'nb2pkg-jupyterlab:plugin';

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Checks notebooks for production and makes packages of them.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [
    ICommandPalette,
    IEditorExtensionRegistry,
    ILayoutRestorer,
    ISettingRegistry,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    palette: ICommandPalette | null,
    editors: IEditorExtensionRegistry | null,
    restorer: ILayoutRestorer | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pkg');
    const extension = new Extension(app, tracker, trans);
    editors?.addExtension({
      name: 'nb2pkg-findings',
      factory: ({ model }) =>
        'id' in model && typeof model.id === 'string'
          ? EditorExtensionRegistry.createImmutableExtension(
              extension.diagnostics.extension(model.id)
            )
          : null
    });
    app.shell.add(extension.panel, 'right', { rank: 900, type: 'nb2pkg' });
    restorer?.add(extension.panel, extension.panel.id);
    addCommands(app, extension, trans, palette);
    registry?.load(ID).then(
      settings => {
        const read = (): void => extension.configure(settings.composite as unknown as ISettings);
        settings.changed.connect(read);
        read();
      },
      reason => console.error('nb2pkg has no settings', reason)
    );
  }
};

export default plugin;

/** All that the commands work on. */
class Extension {
  constructor(
    private readonly _app: JupyterFrontEnd,
    private readonly _tracker: INotebookTracker,
    private readonly _trans: TranslationBundle
  ) {
    this.panel = new PackagePanel(
      {
        canVerify: () => this._abilities.can_verify,
        check: state => void state.check(),
        convert: state => void this.convert(state),
        verify: (state, folder) => void this.verify(state, folder),
        fix: (state, finding) => void this._fix(state, finding),
        go: (state, cell, finding) => void this.go(state, cell, finding),
        goIndex: (state, index) => void this._goIndex(state, index, null),
        leave: state => _app.shell.activateById(state.panel.id),
        open: path => void _app.commands.execute('docmanager:open', { path })
      },
      _trans
    );
    _tracker.currentChanged.connect(() => this._follow());
    this.panel.looked.connect(() => this._follow());
  }

  readonly diagnostics = new Diagnostics(finding => this._pick(finding));
  readonly panel: PackagePanel;

  get hasNotebook(): boolean {
    return this._tracker.currentWidget !== null;
  }

  configure(settings: ISettings): void {
    this._settings = settings;
    this._states.forEach(state => this._show(state));
  }

  /** Shows the panel for the current notebook, and checks it. */
  async show(tab: Tab): Promise<NotebookState | null> {
    const current = this._tracker.currentWidget;
    if (!current) {
      return null;
    }
    this._app.shell.activateById(this.panel.id);
    this.panel.tab = tab;
    const state = this._follow();
    await current.context.ready;
    await this._look();
    await state?.check();
    return state;
  }

  async convert(state: NotebookState): Promise<void> {
    const trans = this._trans;
    const name = state.plan?.name ?? '';
    const result = await showDialog({
      title: trans.__('Convert to a package'),
      body: new ConversionForm(name, state.path, this._abilities, trans),
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Convert') })],
      focusNodeSelector: 'input[name=name]'
    });
    if (result.button.accept && result.value) {
      this.panel.tab = 'package';
      await state.convert(result.value);
    }
  }

  async verify(state: NotebookState, folder: string): Promise<void> {
    const trans = this._trans;
    const result = await showDialog({
      title: trans.__('Run the code of this notebook?'),
      body: trans.__(
        'The notebook is saved. It is executed two or three times and the package once, in copies of its folder; both may read what you may read.'
      ),
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Verify') })]
    });
    if (result.button.accept) {
      await state.verify(folder);
    }
  }

  async go(state: NotebookState, cell: number, finding: IFinding | null): Promise<void> {
    const hasPlace = finding !== null && finding.line !== null && finding.output === null;
    await this._goIndex(state, state.indexOf(cell), hasPlace ? (finding as ISpan) : null);
  }

  /** Goes to the finding after the cursor. */
  async next(): Promise<void> {
    const state = this._follow();
    if (state && !state.report) {
      await state.check();
    }
    const notebook = state?.panel.content;
    if (state?.report && notebook) {
      const line = (notebook.activeCell?.editor?.getCursorPosition().line ?? -1) + 1;
      const placed = state.report.findings.map(one => ({
        ...one,
        cell: one.cell === null ? null : state.indexOf(one.cell)
      }));
      const found = nextAfter(placed, notebook.activeCellIndex, line);
      if (found?.cell !== null && found !== null) {
        await jumpTo(
          state.panel,
          found.cell,
          found.line === null || found.output !== null ? null : (found as ISpan)
        );
      }
    }
  }

  private async _goIndex(state: NotebookState, index: number, span: ISpan | null): Promise<void> {
    if (index >= 0) {
      this._app.shell.activateById(state.panel.id);
      await jumpTo(state.panel, index, span);
    }
  }

  private async _fix(state: NotebookState, finding: IFinding): Promise<void> {
    const trans = this._trans;
    const fix = finding.fix;
    if (!fix) {
      return;
    }
    if (state.losesOutputs(fix)) {
      const result = await showDialog({
        title: trans.__('Clear outputs?'),
        body: trans.__('%1. This cannot be undone.', sentence(fix.description)),
        buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: trans.__('Clear') })]
      });
      if (!result.button.accept) {
        return;
      }
    }
    if (state.apply(fix)) {
      await this.go(state, finding.cell ?? 0, null);
    } else {
      await state.check(); // the cell has been edited since: what is shown is old
    }
  }

  /** Shows in the panel what a mark beside a line stands for. */
  private _pick(finding: IFinding): void {
    this._app.shell.activateById(this.panel.id);
    this.panel.pick(finding);
  }

  /** Asks the server what it can do. That it cannot be asked is told by the check that follows. */
  private async _look(): Promise<void> {
    const settings = this._app.serviceManager.serverSettings;
    const status = await ask<Partial<IAbilities>>(settings, 'status').catch(() => ({}));
    this._abilities = { ...NO_ABILITIES, ...status };
  }

  /** The panel shows the current notebook, which is followed as long as the panel can be seen. */
  private _follow(): NotebookState | null {
    const current = this._tracker.currentWidget;
    if (current) {
      const state = this._stateOf(current);
      this._states.forEach(other => (other.isWatched = other === state && this.panel.isVisible));
      this.panel.state = state;
      this._show(state);
    } else if (this.panel.state?.isDisposed) {
      this.panel.state = null;
    }
    return this.panel.state;
  }

  private _stateOf(panel: NotebookPanel): NotebookState {
    const known = this._states.get(panel.id);
    if (known) {
      return known;
    }
    const { serverSettings, contents } = this._app.serviceManager;
    const state = new NotebookState(panel, serverSettings, contents, () => this._settings);
    this._states.set(panel.id, state);
    state.changed.connect(() => this._show(state));
    panel.disposed.connect(() => {
      this._states.delete(panel.id);
      this._follow();
    });
    return state;
  }

  private _show(state: NotebookState): void {
    if (state.isDisposed || state.isChecking) {
      return;
    }
    const isPlanned = this._settings.bands && this.panel.isVisible && this.panel.tab === 'plan';
    paint(state.panel, isPlanned && this.panel.state === state ? state.plan : null, cell =>
      state.indexOf(cell)
    );
    const isVerified = this.panel.isVisible && this.panel.tab === 'package';
    const verdict = isVerified && this.panel.state === state ? state.made?.verdict : null;
    paintVerdict(
      state.panel,
      (verdict ? verdictByCell(verdict) : []).flatMap(one =>
        one.cell !== null && state.isAsInJob(one.cell)
          ? [
              {
                index: state.indexInJob(one.cell),
                result: one.result,
                text: cellResultText(one, this._trans)
              }
            ]
          : []
      )
    );
    this.diagnostics.show(state.ids, state.findingsById(), this._settings);
  }

  private _abilities = NO_ABILITIES;
  private _settings: ISettings = {
    live: true,
    delay: 800,
    underline: true,
    gutter: true,
    bands: true
  };
  private _states = new Map<string, NotebookState>();
}

function addCommands(
  app: JupyterFrontEnd,
  extension: Extension,
  trans: TranslationBundle,
  palette: ICommandPalette | null
): void {
  const isEnabled = (): boolean => extension.hasNotebook;
  const add = (
    id: string,
    label: string,
    caption: string,
    execute: () => Promise<unknown>
  ): void => {
    app.commands.addCommand(id, {
      label,
      caption,
      icon: id === 'nb2pkg:package' ? packageIcon : undefined,
      isEnabled,
      execute
    });
    palette?.addItem({ command: id, category: trans.__('Notebook Operations') });
  };
  add(
    'nb2pkg:package',
    trans.__('Package…'),
    trans.__('See what it takes to make a package of this notebook'),
    () => extension.show('findings')
  );
  add(
    'nb2pkg:check',
    trans.__('Check Notebook for Production'),
    trans.__('Find what stands between this notebook and production'),
    () => extension.show('findings')
  );
  add(
    'nb2pkg:plan',
    trans.__('Show Plan of Package'),
    trans.__('Show the functions that the cells become'),
    () => extension.show('plan')
  );
  add(
    'nb2pkg:convert',
    trans.__('Convert Notebook to Package…'),
    trans.__('Write the package'),
    async () => {
      const state = await extension.show('package');
      return state ? extension.convert(state) : undefined;
    }
  );
  add(
    'nb2pkg:next-finding',
    trans.__('Go to Next Finding'),
    trans.__('Go to the next finding of nb2pkg'),
    () => extension.next()
  );
}
