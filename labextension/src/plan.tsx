/** The plan: functions and modules that the cells will become, and what the author wants otherwise. */

import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Graph } from './graph';
import { IMarks, isModuleName, isName } from './marks';
import {
  bandsOf,
  IFunction,
  IPlan,
  modulesOf,
  speakersOf,
  speakersOfModule,
  visible
} from './model';
import { COLOURS } from './bands';
import { Said } from './said';

const MOST_OPEN = 16; // nodes of a data flow that is shown without being asked for

export interface IPlanProps {
  plan: IPlan;
  trans: TranslationBundle;
  labelOf: (cell: number) => string | null;
  marksOf: (cell: number) => IMarks;
  onMark: (cells: readonly number[], change: Partial<IMarks>) => void;
  onGo: (cell: number) => void;
  onConvert: () => void;
}

export function Plan(props: IPlanProps): JSX.Element {
  const { plan, trans } = props;
  const bands = bandsOf(plan, COLOURS);
  return (
    <>
      <div className="nb2pkg-row nb2pkg-spread">
        <span>
          {trans.__('Package')} <b>{plan.name}</b>
        </span>
        <button className="nb2pkg-primary" disabled={plan.trouble !== ''} onClick={props.onConvert}>
          {trans.__('Convert…')}
        </button>
      </div>
      {plan.trouble && (
        <p className="nb2pkg-problem">
          <Said text={plan.trouble} />
        </p>
      )}
      {plan.graph && plan.graph.nodes.length > 1 && (
        <details className="nb2pkg-group" open={plan.graph.nodes.length <= MOST_OPEN}>
          <summary>{trans.__('Data flow')}</summary>
          <Graph graph={plan.graph} bands={bands} trans={trans} onGo={props.onGo} />
        </details>
      )}
      {modulesOf(plan).map((module, place) => (
        <section key={place} className="nb2pkg-group">
          <ModuleName name={module.name} {...props} />
          <ul>
            {module.functions.map((one, index) => (
              <Card
                key={index} // by place: whoever has renamed it is still there
                one={one}
                band={bands.get(one.name)}
                {...props}
              />
            ))}
          </ul>
        </section>
      ))}
      <Cells {...props} />
      {plan.settings.length > 0 && (
        <section className="nb2pkg-group">
          <h3>{trans.__('Settings')}</h3>
          <ul className="nb2pkg-plain">
            {plan.settings.map(setting => (
              <li key={setting.name}>
                <code>
                  {visible(setting.name)}
                  {setting.default && ` = ${visible(setting.default)}`}
                </code>{' '}
                <span className="nb2pkg-note">{setting.kind}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.refusals.length > 0 && (
        <section className="nb2pkg-group">
          <h3>{trans.__('To look at')}</h3>
          <ul className="nb2pkg-plain">
            {plan.refusals.map((one, index) => (
              <li key={index}>
                <button className="nb2pkg-link" onClick={() => props.onGo(one.cell)}>
                  {props.labelOf(one.cell) ?? ''}
                </button>{' '}
                <span className="nb2pkg-said">
                  <Said text={`${one.message}.`} />
                </span>{' '}
                <span className="nb2pkg-note">
                  <Said text={one.remedy} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.requirements.length > 0 && (
        <section className="nb2pkg-group">
          <h3>{trans.__('Requirements')}</h3>
          <p className="nb2pkg-note">{plan.requirements.map(visible).join(', ')}</p>
        </section>
      )}
    </>
  );
}

function Card(props: IPlanProps & { one: IFunction; band: number | undefined }): JSX.Element {
  const { one, trans, plan } = props;
  const from = plan.links.filter(link => link.to === one.name);
  return (
    <li className="nb2pkg-function" data-function={one.name} data-nb2pkg-colour={props.band}>
      {one.is_step ? (
        <FunctionName {...props} />
      ) : (
        <code className="nb2pkg-name">{visible(one.name)}</code>
      )}
      <div className="nb2pkg-row">
        {one.cells.map(cell => (
          <button key={cell} className="nb2pkg-link" onClick={() => props.onGo(cell)}>
            {props.labelOf(cell) ?? ''}
          </button>
        ))}
      </div>
      {from.map(link => (
        <div key={link.from} className="nb2pkg-flow">
          {visible(link.names.join(', '))} ← <code>{visible(link.from)}</code>
        </div>
      ))}
      {one.gives.length > 0 && <div className="nb2pkg-flow">→ {visible(one.gives.join(', '))}</div>}
      <details>
        <summary>{trans.__('Code')}</summary>
        <pre tabIndex={0}>{visible(one.text)}</pre>
      </details>
    </li>
  );
}

/** The name of a function. It is kept in the first cell that is its own. */
function FunctionName(props: IPlanProps & { one: IFunction }): JSX.Element {
  const { one, trans } = props;
  const cells = speakersOf(props.plan).get(one.name) ?? [];
  const cell = cells.find(index => props.marksOf(index).function) ?? cells[0];
  return (
    <EditableName
      plan={props.plan}
      name={one.name}
      label={trans.__('Name of the function')}
      title={
        cell === undefined
          ? trans.__('It begins inside a cell of another function: split the cell to name it.')
          : trans.__('Type another name; leave it empty for one made by nb2pkg.')
      }
      isGood={isName}
      onDone={cell === undefined ? null : text => props.onMark([cell], { function: text })}
    />
  );
}

/** The name of a module. It is kept with each function in it. */
function ModuleName(props: IPlanProps & { name: string }): JSX.Element {
  const { name, plan, trans } = props;
  const speakers = speakersOfModule(plan, name);
  const cells = speakers.map(
    some => some.find(index => props.marksOf(index).module) ?? some[0] ?? 0
  );
  return (
    <h3 className="nb2pkg-module" data-module={name}>
      <EditableName
        plan={plan}
        name={name}
        label={trans.__('Name of the module')}
        title={
          cells.length === 0
            ? trans.__('This module is named by nb2pkg.')
            : trans.__('Type another name; leave it empty for one made by nb2pkg.')
        }
        isSnug
        isGood={isModuleName}
        onDone={cells.length === 0 ? null : text => props.onMark(cells, { module: text })}
      />
      {'.py'}
    </h3>
  );
}

interface IEditableProps {
  plan: IPlan;
  name: string;
  label: string;
  title: string;
  isGood: (text: string) => boolean;
  /** No wider than its text. */
  isSnug?: boolean;
  /** Null if it cannot be edited. */
  onDone: ((text: string) => void) | null;
}

/** A name that can be typed over: Enter or leaving it is done, Escape takes it back. */
function EditableName(props: IEditableProps): JSX.Element {
  const { name, onDone } = props;
  const [text, setText] = React.useState(name);
  const isEditing = React.useRef(false);
  React.useEffect(() => {
    if (!isEditing.current) {
      setText(name); // also where a wish was declined
    }
  }, [name, props.plan]);
  const isGood = text === '' || text === name || props.isGood(text);
  const done = (): void => {
    isEditing.current = false;
    if (isGood && text !== name) {
      onDone?.(text);
    }
    setText(isGood && text !== '' ? text : name);
  };
  return (
    <input
      className="nb2pkg-name"
      aria-label={props.label}
      aria-invalid={!isGood}
      title={props.title}
      spellCheck={false}
      readOnly={onDone === null}
      style={props.isSnug ? { width: `${Math.max(text.length, 4)}ch` } : undefined}
      value={text}
      onChange={event => {
        isEditing.current = true;
        setText(event.target.value);
      }}
      onBlur={() => isEditing.current && done()}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          done();
        } else if (event.key === 'Escape') {
          isEditing.current = false;
          setText(name);
        }
      }}
    />
  );
}

/** All cells with what becomes of them, and what the author has decided. */
function Cells(props: IPlanProps): JSX.Element | null {
  const { plan, trans } = props;
  const choices: [keyof IMarks, string, string][] = [
    ['join', trans.__('join above'), trans.__('In one function with the code above')],
    ['drop', trans.__('leave out'), trans.__('Not in the package (tag skip-execution)')],
    ['parameter', trans.__('settings'), trans.__('Its values become settings (tag parameters)')]
  ];
  const rows = plan.cells
    .map((cell, index) => ({ ...cell, index }))
    .filter(({ index, owner, fates }) => {
      const marks = props.marksOf(index);
      return owner || fates.length > 0 || marks.drop || marks.parameter || marks.join;
    });
  if (rows.length === 0) {
    return null;
  }
  return (
    <section className="nb2pkg-group">
      <h3>{trans.__('Cells')}</h3>
      <ul className="nb2pkg-plain nb2pkg-cells">
        {rows.map(({ index, owner, fates }) => {
          const marks = props.marksOf(index);
          return (
            <li key={index} data-cell={index}>
              <button className="nb2pkg-link" onClick={() => props.onGo(index)}>
                {props.labelOf(index) ?? ''}
              </button>{' '}
              <code>{visible(owner)}</code>{' '}
              <span className="nb2pkg-note">
                <Said text={fates.join('; ')} />
              </span>
              <div className="nb2pkg-choices" role="group" aria-label={props.labelOf(index) ?? ''}>
                {choices.map(([key, label, title]) => (
                  <label key={key} title={title}>
                    <input
                      type="checkbox"
                      checked={marks[key] === true}
                      onChange={event => props.onMark([index], { [key]: event.target.checked })}
                    />
                    {label}
                  </label>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
