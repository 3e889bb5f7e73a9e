/** The package: asking how to convert, how far it is, and what came of it. */

import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { ICellVerdict, IJob, IPackage, isOpen, IVerdict, verdictByCell, visible } from './model';
import { Said, Trouble } from './said';
import { IAbilities, IConversion } from './state';

const MOST_SAME = 8; // cells that do the same and are listed without being asked for

/** The body of the dialog that asks how to convert. */
export class ConversionForm extends ReactWidget implements Dialog.IBodyWidget<IConversion> {
  constructor(
    name: string,
    path: string,
    private readonly _abilities: IAbilities,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('nb2pkg-form');
    this._home = PathExt.dirname(path);
    this._value = {
      name,
      folder: PathExt.join(this._home, name),
      displays: 'log',
      figures: 'save',
      force: false,
      handover: false,
      template: '',
      answers: [],
      verify: false
    };
  }

  getValue(): IConversion {
    return { ...this._value, answers: this._value.answers.filter(line => line.trim()) };
  }

  protected override render(): JSX.Element {
    const trans = this._trans;
    const value = this._value;
    const set = (change: Partial<IConversion>): void => {
      this._value = { ...this._value, ...change };
      this.update();
    };
    const text = (
      key: 'name' | 'folder' | 'template',
      label: string,
      change: (text: string) => Partial<IConversion>
    ): JSX.Element => (
      <label>
        {label}
        <input
          className="jp-mod-styled"
          name={key}
          list={key === 'template' ? 'nb2pkg-templates' : undefined}
          spellCheck={false}
          value={value[key]}
          onChange={event => set(change(event.target.value))}
        />
      </label>
    );
    // The folder follows the name until somebody writes another one.
    const named = (name: string): Partial<IConversion> => {
      const isOwn = value.folder === PathExt.join(this._home, value.name);
      return isOwn ? { name, folder: PathExt.join(this._home, name) } : { name };
    };
    const canVerify = this._abilities.can_verify && !value.template;
    const choice = (
      key: 'displays' | 'figures',
      label: string,
      options: [string, string][]
    ): JSX.Element => (
      <label>
        {label}
        <select
          className="jp-mod-styled"
          name={key}
          value={value[key]}
          onChange={event => set({ [key]: event.target.value })}
        >
          {options.map(([id, said]) => (
            <option key={id} value={id}>
              {said}
            </option>
          ))}
        </select>
      </label>
    );
    const flag = (
      key: 'force' | 'handover' | 'verify',
      label: string,
      isDisabled = false
    ): JSX.Element => (
      <label className="nb2pkg-flag">
        <input
          type="checkbox"
          name={key}
          disabled={isDisabled}
          checked={value[key]}
          onChange={event => set({ [key]: event.target.checked })}
        />
        {label}
      </label>
    );
    return (
      <>
        {text('name', trans.__('Name of the package'), named)}
        {text('folder', trans.__('Folder to write'), folder => ({ folder }))}
        {choice('displays', trans.__('What the cells show'), [
          ['log', trans.__('goes to the log')],
          ['print', trans.__('is printed')],
          ['drop', trans.__('is left out')]
        ])}
        {choice('figures', trans.__('Figures'), [
          ['save', trans.__('are saved')],
          ['show', trans.__('are shown')],
          ['none', trans.__('are closed')]
        ])}
        {this._abilities.can_template &&
          text(
            'template',
            trans.__('Template around it, if any: a folder with a copier.yml'),
            template => ({
              template,
              verify: value.verify && !template
            })
          )}
        <datalist id="nb2pkg-templates">
          {this._abilities.templates.map(address => (
            <option key={address} value={address} />
          ))}
        </datalist>
        {value.template && (
          <fieldset>
            <legend>{trans.__('What the template asks')}</legend>
            {[...value.answers, ''].map((answer, index) => (
              <input
                key={index}
                className="jp-mod-styled"
                aria-label={trans.__('Answer %1', index + 1)}
                placeholder={trans.__('name=value')}
                name={`answer-${index}`}
                spellCheck={false}
                value={answer}
                onChange={event =>
                  set({ answers: withAnswer(value.answers, index, event.target.value) })
                }
              />
            ))}
          </fieldset>
        )}
        {flag('handover', trans.__('With CI, container, hooks and documents for a handover'))}
        {flag('force', trans.__('Replace an earlier package in that folder'))}
        {flag(
          'verify',
          trans.__('Verify: execute the notebook and the package, and compare'),
          !canVerify
        )}
        <p className="nb2pkg-note">{this._note(canVerify)}</p>
      </>
    );
  }

  private _note(canVerify: boolean): string {
    const trans = this._trans;
    if (!this._abilities.can_verify) {
      return trans.__('Verifying is not possible on this server.');
    }
    if (!canVerify) {
      return trans.__(
        'A package with a template is verified afterwards. The template runs no code.'
      );
    }
    return this._value.verify
      ? trans.__(
          'This saves the notebook, and runs it two or three times and the package once, in copies of its folder.'
        )
      : trans.__('Nothing is executed.');
  }

  private _home: string;
  private _value: IConversion;
}

/** The answers with another one at a place; there is always room for one more. */
function withAnswer(answers: readonly string[], index: number, answer: string): string[] {
  const all = [...answers];
  all[index] = answer;
  return all.filter((one, at) => one || at < all.length - 1);
}

export interface IPackageProps {
  job: IJob | null;
  made: IPackage | null;
  /** How long the job has been running. */
  seconds: number;
  /** Why no package can be made now; empty if one can be, null if that is not known. */
  trouble: string | null;
  canVerify: boolean;
  trans: TranslationBundle;
  labelOf: (cell: number) => string | null;
  onOpen: (path: string) => void;
  onGo: (cell: number) => void;
  onConvert: () => void;
  onVerify: (folder: string) => void;
  onCancel: () => void;
}

export function PackageView(props: IPackageProps): JSX.Element {
  const { job, made, trans } = props;
  return (
    <>
      <div className="nb2pkg-row nb2pkg-spread">
        <button
          className="nb2pkg-primary"
          disabled={props.trouble !== '' || job?.state === 'running'}
          onClick={props.onConvert}
        >
          {trans.__('Convert…')}
        </button>
      </div>
      {props.trouble && (
        <p className="nb2pkg-problem">
          <Said text={props.trouble} />
        </p>
      )}
      {!job && !made && (
        <p className="nb2pkg-note">
          {trans.__('No package has been written yet.')}{' '}
          {props.trouble === '' &&
            trans.__('Converting writes a folder of Python files; the notebook stays as it is.')}
        </p>
      )}
      {job?.state === 'running' && (
        <div className="nb2pkg-row nb2pkg-spread" role="status">
          <progress aria-label={trans.__('Progress')} />
          <span>{stepText(job.step, trans)}</span>
          <span className="nb2pkg-note" aria-hidden="true">
            {durationText(props.seconds, trans)}
          </span>
          <button onClick={props.onCancel}>{trans.__('Cancel')}</button>
        </div>
      )}
      {job?.state === 'cancelled' && <p className="nb2pkg-note">{trans.__('Cancelled.')}</p>}
      {job?.problem && <Trouble problem={job.problem} trans={trans} />}
      {made && <Result {...props} made={made} />}
    </>
  );
}

function Result(props: IPackageProps & { made: IPackage }): JSX.Element {
  const { made, trans } = props;
  const files = made.files ?? [];
  const first = files.filter(path => /\/(pipeline\.py|README\.md|CONVERSION\.md)$/.test(path));
  const rest = files.filter(path => !first.includes(path));
  const list = (paths: string[]): JSX.Element => (
    <ul className="nb2pkg-plain">
      {paths.map(path => (
        <li key={path}>
          <button className="nb2pkg-link nb2pkg-file" onClick={() => props.onOpen(path)}>
            {visible(path.slice((made.folder?.length ?? -1) + 1))}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {made.verdict && <Verdict {...props} verdict={made.verdict} />}
      {made.recorded && (
        <p className="nb2pkg-note">
          <Said text={made.recorded} />
        </p>
      )}
      {made.folder && (
        <section className="nb2pkg-group">
          <h3>
            <bdi>{visible(made.folder)}</bdi>
          </h3>
          {list(first)}
          <details>
            <summary>{trans._n('%1 more file', '%1 more files', rest.length)}</summary>
            {list(rest)}
          </details>
          <button
            className="nb2pkg-apart"
            disabled={!props.canVerify || props.job?.state === 'running'}
            title={trans.__(
              'Saves the notebook, and runs it two or three times and the package once'
            )}
            onClick={() => made.folder && props.onVerify(made.folder)}
          >
            {made.verdict ? trans.__('Verify again…') : trans.__('Verify…')}
          </button>
        </section>
      )}
    </>
  );
}

function Verdict(props: IPackageProps & { verdict: IVerdict }): JSX.Element {
  const { verdict, trans } = props;
  const cells = verdictByCell(verdict);
  const equal = cells.reduce((sum, one) => sum + one.equal, 0);
  const open = cells.flatMap(one => one.differences).filter(isOpen).length;
  const same = cells.filter(one => one.result === 'same');
  const list = (some: ICellVerdict[]): JSX.Element => (
    <ul className="nb2pkg-plain nb2pkg-verdicts">
      {some.map(one => (
        <CellVerdict key={one.cell ?? -1} one={one} {...props} />
      ))}
    </ul>
  );
  return (
    <section className="nb2pkg-group" data-verdict={verdict.result}>
      <h3>{trans.__('Verdict')}</h3>
      <p className={verdict.result === 'same' ? 'nb2pkg-good' : 'nb2pkg-problem'}>
        <b>{resultText(verdict.result, trans)}</b>:{' '}
        {trans.__('%1 of %2 observations are equal', equal, verdict.comparisons.length)}
        {open > 0 && `, ${trans._n('%1 is not compared', '%1 are not compared', open)}`}
      </p>
      {list(cells.filter(one => one.result !== 'same'))}
      {same.length > 0 && (
        <details open={same.length <= MOST_SAME}>
          <summary>
            {trans._n('The same in %1 place', 'The same in %1 places', same.length)}
          </summary>
          {list(same)}
        </details>
      )}
      {verdict.notes.map((note, index) => (
        <p key={index} className="nb2pkg-note">
          <Said text={note} />
        </p>
      ))}
    </section>
  );
}

function CellVerdict(props: IPackageProps & { one: ICellVerdict }): JSX.Element {
  const { one, trans } = props;
  return (
    <li data-cell={one.cell} data-result={one.result}>
      <div className="nb2pkg-row">
        {one.cell === null ? (
          <span>{trans.__('The whole run')}</span>
        ) : (
          <button className="nb2pkg-link" onClick={() => props.onGo(one.cell ?? 0)}>
            {props.labelOf(one.cell) ?? trans.__('A cell that is gone')}
          </button>
        )}
        <span className="nb2pkg-result">{cellResultText(one, trans)}</span>
      </div>
      {one.differences.map((difference, index) => (
        <div key={index} className="nb2pkg-difference">
          <code>{visible(difference.key)}</code> <b>{outcomeText(difference.outcome, trans)}</b>{' '}
          <span className="nb2pkg-note">
            <Said text={difference.detail} />
          </span>
        </div>
      ))}
    </li>
  );
}

/** What is said about one cell, in the panel and beside the cell. */
export function cellResultText(one: ICellVerdict, trans: TranslationBundle): string {
  switch (one.result) {
    case 'same':
      return trans.__('same: %1 of %2', one.equal, one.total);
    case 'different':
      return trans.__('different: %1 of %2 equal', one.equal, one.total);
    default:
      return trans.__('not all compared: %1 of %2 equal', one.equal, one.total);
  }
}

function resultText(result: string, trans: TranslationBundle): string {
  switch (result) {
    case 'same':
      return trans.__('same');
    case 'same as far as compared':
      return trans.__('same as far as compared');
    case 'different':
      return trans.__('different');
    default:
      return trans.__('cannot tell');
  }
}

function outcomeText(outcome: string, trans: TranslationBundle): string {
  switch (outcome) {
    case 'different':
      return trans.__('differs');
    case 'missing':
      return trans.__('is there on one side only');
    case 'unstable':
      return trans.__('is another one each time');
    default:
      return trans.__('not compared');
  }
}

/** That it is going on: long runs say nothing else for minutes. */
function durationText(seconds: number, trans: TranslationBundle): string {
  return seconds < 60
    ? trans.__('%1 s', Math.floor(seconds))
    : trans.__('%1 min %2 s', Math.floor(seconds / 60), Math.floor(seconds % 60));
}

function stepText(step: string, trans: TranslationBundle): string {
  switch (step) {
    case 'waiting':
      return trans.__('starting');
    case 'writing the package':
      return trans.__('writing the package');
    case 'executing the notebook and the package':
      return trans.__('executing the notebook and the package');
    default:
      return step;
  }
}
