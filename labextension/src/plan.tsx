/** The plan: functions and modules that the cells will become, and what the author wants otherwise. */

import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IMarks, isName } from './marks';
import { bandsOf, IFunction, IPlan, modulesOf, visible } from './model';
import { COLOURS } from './bands';
import { Said } from './said';

export interface IPlanProps {
  plan: IPlan;
  trans: TranslationBundle;
  labelOf: (cell: number) => string | null;
  marksOf: (cell: number) => IMarks;
  onMark: (cell: number, change: Partial<IMarks>) => void;
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
      {modulesOf(plan).map(module => (
        <section key={module.name} className="nb2pkg-group">
          <h3>{module.name}.py</h3>
          <ul>
            {module.functions.map(one => (
              <Card
                key={`${one.name} ${one.cells.join()}`}
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
                <Said text={`${one.message}.`} />{' '}
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
      {one.is_step ? <Name {...props} /> : <code className="nb2pkg-name">{visible(one.name)}</code>}
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
        <pre>{visible(one.text)}</pre>
      </details>
    </li>
  );
}

/** The name of a function, to be edited. It is kept in the first cell of the function. */
function Name(props: IPlanProps & { one: IFunction }): JSX.Element {
  const { one, trans } = props;
  const [text, setText] = React.useState(one.name);
  React.useEffect(() => setText(one.name), [one.name]);
  const cell = one.cells.find(index => props.marksOf(index).function) ?? one.cells[0] ?? 0;
  const isGood = text === '' || text === one.name || isName(text);
  const done = (): void => {
    if (isGood && text !== one.name) {
      props.onMark(cell, { function: text });
    } else {
      setText(one.name);
    }
  };
  return (
    <input
      className="nb2pkg-name"
      aria-label={trans.__('Name of the function')}
      aria-invalid={!isGood}
      title={trans.__('Type another name; leave it empty for one made by nb2pkg.')}
      spellCheck={false}
      value={text}
      onChange={event => setText(event.target.value)}
      onBlur={done}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          event.currentTarget.blur();
        } else if (event.key === 'Escape') {
          setText(one.name);
        }
      }}
    />
  );
}

/** All cells with what becomes of them, and what the author has decided. */
function Cells(props: IPlanProps): JSX.Element {
  const { plan, trans } = props;
  const choices: [keyof IMarks, string, string][] = [
    ['join', trans.__('join'), trans.__('In one function with the cell above')],
    ['drop', trans.__('leave out'), trans.__('Not in the package (tag skip-execution)')],
    ['parameter', trans.__('settings'), trans.__('Its values become settings (tag parameters)')]
  ];
  const rows = plan.cells
    .map((cell, index) => ({ ...cell, index }))
    .filter(({ index, owner, fates }) => {
      const marks = props.marksOf(index);
      return owner || fates.length > 0 || marks.drop || marks.parameter || marks.join;
    });
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
              <div className="nb2pkg-choices">
                {choices.map(([key, label, title]) => (
                  <label key={key} title={title}>
                    <input
                      type="checkbox"
                      checked={marks[key] === true}
                      onChange={event => props.onMark(index, { [key]: event.target.checked })}
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
