/** What is known of one notebook: findings, plan, package; kept in step with the notebook while somebody looks. */

import { ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { Contents, ServerConnection } from '@jupyterlab/services';
import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import { ask, Problem } from './api';
import { changesOf } from './fixes';
import { IMarks, marksOf, metadataOf } from './marks';
import { IFinding, IFix, IJob, IPackage, IPlan, IReport, patience } from './model';

const POLL = 400;
const SAVED_BY_SERVER = 12; // times POLL; it waits for a second without edits

export interface IOptions {
  live: boolean;
  delay: number;
}

/** What the server can do. */
export interface IAbilities {
  can_verify: boolean;
  can_template: boolean;
  templates: string[];
}

export const NO_ABILITIES: IAbilities = { can_verify: false, can_template: false, templates: [] };

/** What to convert a notebook into. */
export interface IConversion {
  name: string;
  folder: string;
  displays: string;
  figures: string;
  force: boolean;
  handover: boolean;
  template: string;
  answers: string[];
  verify: boolean;
}

export class NotebookState implements IDisposable {
  constructor(
    readonly panel: NotebookPanel,
    private readonly _settings: ServerConnection.ISettings,
    private readonly _contents: Contents.IManager,
    private readonly _options: () => IOptions
  ) {
    panel.disposed.connect(this.dispose, this);
    panel.context.ready
      .then(() => panel.model?.contentChanged.connect(this._onEdited, this))
      .catch(() => undefined);
  }

  report: IReport | null = null;
  plan: IPlan | null = null;
  problem: Problem | null = null;
  whyNoPlan: Problem | null = null;
  job: IJob | null = null;
  /** The package that was written last, with the verdict on it. */
  made: IPackage | null = null;
  isChecking = false;
  /** When the last job was begun, as performance.now() counts. */
  jobBegan = 0;

  /** Emitted when anything of it has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The notebook's path on the server, without the drive that it was opened from. */
  get path(): string {
    return this._contents.localPath(this.panel.context.path);
  }

  /** Whether somebody looks: only then edits are followed. */
  set isWatched(value: boolean) {
    if (value && !this._isWatched && this._isStale) {
      this._schedule();
    }
    this._isWatched = value;
  }

  /** Checks and plans the notebook as it is now; an earlier check that is not done is forgotten. */
  async check(): Promise<void> {
    clearTimeout(this._timer);
    this._abort.abort();
    const abort = (this._abort = new AbortController());
    const model = this.panel.model;
    if (!model || this._isDisposed) {
      return;
    }
    this._isStale = false;
    this.isChecking = true;
    this._changed.emit();
    const started = performance.now();
    const cells = [...model.cells];
    const ids = cells.map(cell => cell.id);
    const sources = cells.map(cell => cell.sharedModel.getSource());
    const body = this._body();
    try {
      const report = await ask<IReport>(this._settings, 'check', { body, signal: abort.signal });
      const plan =
        report.status === 'checked'
          ? await ask<IPlan>(this._settings, 'plan', { body, signal: abort.signal }).catch(asNoPlan)
          : null;
      if (!abort.signal.aborted) {
        this._ids = ids;
        this._sources = sources;
        this.report = report;
        this.plan = plan instanceof Problem ? null : plan;
        this.whyNoPlan = plan instanceof Problem ? plan : null;
        this.problem = null;
      }
    } catch (error) {
      if (abort.signal.aborted) {
        return;
      }
      this.problem = asProblem(error);
    } finally {
      if (this._abort === abort && !this._isDisposed) {
        this._took = performance.now() - started;
        this.isChecking = false;
        this._changed.emit();
      }
    }
  }

  /** Where a cell of the last check stands now; -1 if it is gone. */
  indexOf(cell: number): number {
    const id = this._ids[cell];
    return id === undefined ? -1 : this._cells().findIndex(one => one.id === id);
  }

  /** Where a cell of the last job stands now; -1 if it is gone. */
  indexInJob(cell: number): number {
    const id = this._jobCells[cell]?.id;
    return id === undefined ? -1 : this._cells().findIndex(one => one.id === id);
  }

  /** Whether a cell of the last job is as it was then. */
  isAsInJob(cell: number): boolean {
    const model = this._cells()[this.indexInJob(cell)];
    return model?.sharedModel.getSource() === this._jobCells[cell]?.source;
  }

  /** The ids of the cells of the last check. */
  get ids(): readonly string[] {
    return this._ids;
  }

  /** Findings by the id of their cell. */
  findingsById(): Map<string, IFinding[]> {
    const found = new Map<string, IFinding[]>();
    for (const finding of this.report?.findings ?? []) {
      const id = finding.cell === null ? undefined : this._ids[finding.cell];
      if (id !== undefined) {
        found.set(id, [...(found.get(id) ?? []), finding]);
      }
    }
    return found;
  }

  /** Whether a fix would take away what undoing does not bring back. */
  losesOutputs(fix: IFix): boolean {
    return fix.cleared_cells.length > 0;
  }

  /** Mends the notebook; false if it is not what was checked any more. Edits of sources can be undone. */
  apply(fix: IFix): boolean {
    const cells = this._cells();
    const now = (cell: number): ICellModel | undefined => cells[this.indexOf(cell)];
    const changes = changesOf(fix, this._sources, cell => now(cell)?.sharedModel.getSource());
    if (changes === null) {
      return false;
    }
    for (const [cell, some] of changes) {
      const shared = now(cell)?.sharedModel;
      shared?.transact(() =>
        some.forEach(({ from, to, insert }) => shared.updateSource(from, to, insert))
      );
    }
    for (const cell of fix.cleared_cells) {
      const model = now(cell);
      if (model?.type === 'code') {
        (model as ICodeCellModel).clearExecution();
      }
    }
    const removed = fix.removed_cells.map(cell => this.indexOf(cell)).filter(index => index >= 0);
    for (const index of removed.sort((a, b) => b - a)) {
      this.panel.model?.sharedModel.deleteCell(index);
    }
    this._lastFixed = [...changes.keys()].flatMap(cell => now(cell) ?? []);
    void this.check();
    return true;
  }

  /** Whether the last fix can be taken back. */
  get canUndo(): boolean {
    return this._lastFixed.some(cell => !cell.isDisposed && cell.sharedModel.canUndo());
  }

  /** Takes the last fix back. */
  undo(): void {
    this._lastFixed.forEach(cell => !cell.isDisposed && cell.sharedModel.undo());
    this._lastFixed = [];
    void this.check();
  }

  /** What the author has decided about a cell of the last check. */
  marksOf(cell: number): IMarks {
    const model = this._cells()[this.indexOf(cell)];
    return marksOf((model?.sharedModel.getMetadata() ?? {}) as { [key: string]: unknown });
  }

  /** Decides something about cells of the last check, and plans anew. */
  mark(cells: readonly number[], change: Partial<IMarks>): void {
    for (const cell of cells) {
      const model = this._cells()[this.indexOf(cell)];
      const metadata = (model?.sharedModel.getMetadata() ?? {}) as { [key: string]: unknown };
      const wanted = metadataOf(metadata, { ...marksOf(metadata), ...change });
      for (const [key, value] of Object.entries(wanted)) {
        if (value !== undefined) {
          model?.setMetadata(key, value);
        } else if (key in metadata) {
          model?.deleteMetadata(key);
        }
      }
    }
    void this.check();
  }

  /** Writes the package, with what the editor shows. Verifying executes what is saved: it is saved first. */
  async convert(options: IConversion): Promise<void> {
    const result = await this._run('convert', { ...options }, options.verify);
    if (result) {
      this.made = result;
      this._changed.emit();
    }
  }

  /** Executes the notebook and a package made from it, and compares. */
  async verify(folder: string): Promise<void> {
    const result = await this._run('verify', { folder }, true);
    if (result) {
      this.made = { ...this.made, ...result };
      this._changed.emit();
    }
  }

  /** Stops the running job; what the server says to it is told when it has answered. */
  cancel(): void {
    if (this.job?.state === 'running') {
      this._stop.abort();
      this.job = { ...this.job, state: 'cancelled' };
      this._changed.emit();
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      clearTimeout(this._timer);
      this._abort.abort();
      Signal.clearData(this);
    }
  }

  /** Runs a job to its end; what came of it, if anything. */
  private async _run(kind: string, more: object, isSavedFirst: boolean): Promise<IPackage | null> {
    const stop = (this._stop = new AbortController());
    this.jobBegan = performance.now();
    let job: IJob = {
      id: '',
      kind,
      state: 'running',
      step: 'waiting',
      result: null,
      problem: null
    };
    const tell = (): void => {
      if (this._stop === stop) {
        this.job = job;
        this._changed.emit();
      }
    };
    tell();
    try {
      if (isSavedFirst) {
        await this._save(stop.signal);
      }
      const cells = this._cells().map(({ id, sharedModel }) => ({
        id,
        source: sharedModel.getSource()
      }));
      job = stop.signal.aborted
        ? { ...job, state: 'cancelled' }
        : await ask<IJob>(this._settings, kind, { body: { ...this._body(), ...more } });
      while (job.state === 'running' && !this._isDisposed) {
        const address = `jobs/${job.id}`;
        if (stop.signal.aborted) {
          job = await ask<IJob>(this._settings, address, { method: 'DELETE' });
          break;
        }
        tell();
        await new Promise(resolve => setTimeout(resolve, POLL));
        job = await ask<IJob>(this._settings, address);
      }
      if (job.result) {
        this._jobCells = cells;
      }
    } catch (error) {
      job = { ...job, state: 'failed', problem: asProblem(error) };
    }
    tell();
    return job.result;
  }

  /** What is executed is the file. */
  private async _save(stop: AbortSignal): Promise<void> {
    const { context, model } = this.panel;
    // Where several people edit, the server writes the file, a moment after the last edit. Saved at the same moment from
    // here, JupyterLab asks what to do about a file that "has changed on disk".
    for (let tries = 0; tries < SAVED_BY_SERVER && model?.collaborative && model.dirty; tries++) {
      if (stop.aborted) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, POLL));
    }
    if (model?.dirty) {
      await context.save();
    }
  }

  private _body(): { path: string; notebook: unknown } {
    return { path: this.path, notebook: this.panel.model?.toJSON() };
  }

  private _cells(): ICellModel[] {
    return [...(this.panel.model?.cells ?? [])];
  }

  private _onEdited(): void {
    this._isStale = true;
    if (this._isWatched) {
      this._schedule();
    }
  }

  private _schedule(): void {
    const { live, delay } = this._options();
    if (live && this.report) {
      clearTimeout(this._timer);
      this._timer = setTimeout(() => void this.check(), patience(delay, this._took));
    }
  }

  private _abort = new AbortController();
  private _changed = new Signal<this, void>(this);
  private _ids: string[] = [];
  private _isDisposed = false;
  private _isStale = false;
  private _isWatched = false;
  private _jobCells: { id: string; source: string }[] = [];
  private _lastFixed: ICellModel[] = [];
  private _sources: string[] = [];
  private _stop = new AbortController();
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _took = 0;
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, String(error));
}

/** A notebook that has no plan (no code, say) can be checked all the same. */
function asNoPlan(error: unknown): Problem {
  if (error instanceof Problem && error.status === 422) {
    return error;
  }
  throw error;
}
