/** The findings: what stands between the notebook and production. */

import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import {
  byCell,
  bySeverity,
  countsOf,
  filtered,
  IFinding,
  IGroup,
  IReport,
  plain,
  SEVERITIES,
  Severity,
  visible
} from './model';
import { Said } from './said';

const MOST_SHOWN = 400;

export interface IFindingsProps {
  report: IReport;
  /** Why no package can be made of the notebook, if so. */
  trouble: string;
  /** The finding that somebody has asked for in the notebook, until it is shown. */
  picked: IFinding | null;
  onPicked: () => void;
  trans: TranslationBundle;
  /** What a cell is called for people: `In [3]` or its place; null if it is gone. */
  labelOf: (cell: number) => string | null;
  onGo: (finding: IFinding) => void;
  onFix: (finding: IFinding) => void;
}

export function Findings(props: IFindingsProps): JSX.Element {
  const { report, trans } = props;
  const [text, setText] = React.useState('');
  const [hidden, setHidden] = React.useState<ReadonlySet<Severity>>(new Set());
  const [isByCell, setIsByCell] = React.useState(true);
  const found = filtered(report.findings, { text, hidden });
  const shown = found.slice(0, MOST_SHOWN);
  const counts = countsOf(report.findings);
  const names = severityNames(trans);
  React.useEffect(() => {
    const picked = props.picked;
    if (picked) {
      setText('');
      setHidden(new Set());
      setTimeout(() => goTo(picked.fingerprint)); // when the row is there
      props.onPicked();
    }
  }, [props.picked]);
  const toggle = (severity: Severity): void => {
    const next = new Set(hidden);
    if (!next.delete(severity)) {
      next.add(severity);
    }
    setHidden(next);
  };
  return (
    <>
      <div className="nb2pkg-filters">
        <input
          type="search"
          className="jp-mod-styled"
          aria-label={trans.__('Search findings')}
          placeholder={trans.__('Search findings')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <div className="nb2pkg-row">
          {SEVERITIES.map(severity => (
            <button
              key={severity}
              className={`nb2pkg-chip nb2pkg-${severity}`}
              aria-pressed={!hidden.has(severity)}
              title={names[severity]}
              onClick={() => toggle(severity)}
            >
              <span className="nb2pkg-dot" aria-hidden="true" />
              {countText(severity, counts[severity], trans)}
            </button>
          ))}
          <select
            className="jp-mod-styled"
            aria-label={trans.__('Group findings')}
            value={isByCell ? 'cell' : 'severity'}
            onChange={event => setIsByCell(event.target.value === 'cell')}
          >
            <option value="cell">{trans.__('by cell')}</option>
            <option value="severity">{trans.__('by severity')}</option>
          </select>
        </div>
      </div>
      {report.findings.length === 0 && (
        <p className="nb2pkg-note">
          {props.trouble ? <Said text={props.trouble} /> : trans.__('Nothing stands in the way.')}
        </p>
      )}
      {(isByCell ? byCell(shown) : bySeverity(shown)).map(group => (
        <Group key={group.key} group={group} {...props} />
      ))}
      {found.length > shown.length && (
        <p className="nb2pkg-note">
          {trans.__('%1 more: search, or hide a severity.', found.length - shown.length)}
        </p>
      )}
      {report.suppressed > 0 && (
        <p className="nb2pkg-note">
          {trans._n(
            '%1 finding is accepted in the notebook.',
            '%1 findings are accepted in the notebook.',
            report.suppressed
          )}
        </p>
      )}
    </>
  );
}

function goTo(fingerprint: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.nb2pkg-finding')];
  const row = rows.find(one => one.dataset.fingerprint === fingerprint);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>('.nb2pkg-go')?.focus({ preventScroll: true });
}

export function severityNames(trans: TranslationBundle): Record<Severity, string> {
  return { error: trans.__('errors'), warning: trans.__('warnings'), info: trans.__('notes') };
}

function countText(severity: Severity, count: number, trans: TranslationBundle): string {
  switch (severity) {
    case 'error':
      return trans._n('%1 error', '%1 errors', count);
    case 'warning':
      return trans._n('%1 warning', '%1 warnings', count);
    default:
      return trans._n('%1 note', '%1 notes', count);
  }
}

function Group(props: IFindingsProps & { group: IGroup }): JSX.Element {
  const { group, trans } = props;
  const heading =
    group.severity !== null
      ? severityNames(trans)[group.severity]
      : group.cell === null
        ? trans.__('The whole notebook')
        : (props.labelOf(group.cell) ?? trans.__('A cell that is gone'));
  const chapter = group.severity === null ? group.findings[0]?.heading : null;
  return (
    <section className="nb2pkg-group" data-cell={group.cell ?? undefined}>
      <h3>
        {heading}
        {chapter && <bdi className="nb2pkg-chapter">{visible(chapter)}</bdi>}
      </h3>
      <ul>
        {group.findings.map(finding => (
          <Row
            key={finding.fingerprint}
            finding={finding}
            isInCell={group.severity === null}
            {...props}
          />
        ))}
      </ul>
    </section>
  );
}

function Row(props: IFindingsProps & { finding: IFinding; isInCell: boolean }): JSX.Element {
  const { finding, trans } = props;
  const [isOpen, setIsOpen] = React.useState(false);
  const rule = props.report.rules[finding.code];
  const place: string[] = [];
  if (!props.isInCell && finding.cell !== null) {
    place.push(props.labelOf(finding.cell) ?? '');
  }
  if (finding.line !== null) {
    place.push(trans.__('line %1', finding.line));
  }
  return (
    <li
      className={`nb2pkg-finding nb2pkg-${finding.severity}`}
      data-code={finding.code}
      data-fingerprint={finding.fingerprint}
    >
      <button
        className="nb2pkg-go"
        disabled={finding.cell === null}
        title={finding.cell === null ? '' : trans.__('Go there')}
        onClick={() => props.onGo(finding)}
      >
        <span className="nb2pkg-dot" aria-hidden="true" />
        <span className="nb2pkg-message">
          <bdi>
            <Said text={finding.message} />
          </bdi>
        </span>
        <span className="nb2pkg-place">{place.join(', ')}</span>
      </button>
      <div className="nb2pkg-row nb2pkg-actions">
        <span className="nb2pkg-code">{finding.code}</span>
        <button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {trans.__('Why?')}
        </button>
        {finding.fix && (
          <button
            className="nb2pkg-fix"
            title={plain(finding.fix.description)}
            onClick={() => props.onFix(finding)}
          >
            {trans.__('Mend')}
          </button>
        )}
      </div>
      {isOpen && (
        <div className="nb2pkg-why">
          <p>
            <b>{finding.name}</b>
            {rule && ': '}
            {rule && <Said text={rule.summary} />}
          </p>
          {rule && <Explanation text={rule.explanation} />}
          {finding.fix && (
            <p>
              <Said text={trans.__('Mending: %1', finding.fix.description)} />
            </p>
          )}
          <p className="nb2pkg-note">{cureText(finding.cure, trans)}</p>
        </div>
      )}
    </li>
  );
}

/** The rule's documentation: paragraphs, and indented examples as they are. */
function Explanation(props: { text: string }): JSX.Element {
  const blocks = props.text.split(/\n\n+/).filter(block => block.trim());
  return (
    <>
      {blocks.map((block, index) =>
        /^( {4}|\t|```)/.test(block) ? (
          <pre key={index} tabIndex={0}>
            {visible(block.replace(/^ {4}/gm, ''))}
          </pre>
        ) : (
          <p key={index}>
            <Said text={block.replace(/\n/g, ' ')} />
          </p>
        )
      )}
    </>
  );
}

function cureText(cure: string, trans: TranslationBundle): string {
  switch (cure) {
    case 'lifted':
      return trans.__('The package gets a setting or a parameter for it.');
    case 'moved':
      return trans.__('The package has it where it belongs.');
    case 'replaced':
      return trans.__('The package does without it.');
    case 'refused':
      return trans.__('The package keeps it as it is, and says so.');
    default:
      return trans.__('A person has to mend it: the package has it too.');
  }
}
