/** The data flow, drawn: a button for each function and file, and lines for what they give each other. */

import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { flowOf, ILine, neighboursOf } from './flow';
import { IGraph, IGraphNode, visible } from './model';

const ROW = 40;
const LANE = 9;
const MOST_LANES = 12; // more lines than these lie on each other
const OUT = 27; // where in a row its line begins, and where those of others end
const IN = 13;

export interface IGraphProps {
  graph: IGraph;
  bands: ReadonlyMap<string, number>;
  trans: TranslationBundle;
  onGo: (cell: number) => void;
}

export function Graph(props: IGraphProps): JSX.Element {
  const { graph, trans } = props;
  const [active, setActive] = React.useState<string | null>(null);
  const flow = React.useMemo(() => flowOf(graph), [graph]);
  const width = (Math.min(flow.lanes, MOST_LANES) + 1) * LANE;
  const height = flow.rows.length * ROW;
  const label = new Map(graph.nodes.map(node => [node.id, node.label]));
  const bandOf = (id: string): number | undefined => props.bands.get(label.get(id) ?? '');
  const isNear = (id: string): boolean =>
    active === null ||
    active === id ||
    graph.links.some(
      link => (link.from === active && link.to === id) || (link.to === active && link.from === id)
    );
  return (
    <div className="nb2pkg-graph">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={trans.__('Lines from each function to those that it gives something to')}
      >
        {flow.lines.map(line => (
          <g
            key={line.from}
            data-nb2pkg-colour={bandOf(line.from)}
            className={
              active === null || line.from === active || line.ends.some(end => end.to === active)
                ? 'nb2pkg-line'
                : 'nb2pkg-line nb2pkg-faint'
            }
          >
            {line.ends.map((end, index) => (
              <path
                key={index}
                className={`nb2pkg-${end.link.kind}`}
                d={pathOf(line, end.row, width)}
              >
                <title>
                  {visible(
                    `${label.get(line.from) ?? ''} → ${label.get(end.to) ?? ''}: ${end.link.names.join(', ')}`
                  )}
                </title>
              </path>
            ))}
            {line.ends.map((end, index) => (
              <path key={index} className="nb2pkg-tip" d={tipOf(end.row, width)} />
            ))}
          </g>
        ))}
      </svg>
      <ol>
        {flow.rows.map(node => (
          <li key={node.id} style={{ height: ROW }}>
            <button
              className={isNear(node.id) ? 'nb2pkg-node' : 'nb2pkg-node nb2pkg-faint'}
              data-kind={node.kind}
              data-nb2pkg-colour={bandOf(node.id)}
              aria-label={said(graph, node, trans)}
              title={said(graph, node, trans)}
              onMouseEnter={() => setActive(node.id)}
              onMouseLeave={() => setActive(null)}
              onFocus={() => setActive(node.id)}
              onBlur={() => setActive(null)}
              onKeyDown={moveFocus}
              onClick={() => node.cells.slice(0, 1).forEach(props.onGo)}
            >
              <bdi className="nb2pkg-node-name">{visible(node.label)}</bdi>
              <bdi className="nb2pkg-node-detail">{visible(node.detail)}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Up and down the rows. */
function moveFocus(event: React.KeyboardEvent<HTMLButtonElement>): void {
  const row = event.currentTarget.closest('li');
  const next =
    event.key === 'ArrowDown'
      ? row?.nextElementSibling
      : event.key === 'ArrowUp'
        ? row?.previousElementSibling
        : null;
  if (next) {
    event.preventDefault();
    next.querySelector('button')?.focus();
  }
}

function pathOf(line: ILine, row: number, width: number): string {
  const x = width - (Math.min(line.lane, MOST_LANES - 1) + 1) * LANE;
  const [y1, y2] = [line.row * ROW + OUT, row * ROW + IN];
  const bend = Math.min(5, width - x);
  return (
    `M${width} ${y1}H${x + bend}Q${x} ${y1} ${x} ${y1 + bend}` +
    `V${y2 - bend}Q${x} ${y2} ${x + bend} ${y2}H${width - 3}`
  );
}

function tipOf(row: number, width: number): string {
  const y = row * ROW + IN;
  return `M${width} ${y}L${width - 6} ${y - 3.5}V${y + 3.5}Z`;
}

function said(graph: IGraph, node: IGraphNode, trans: TranslationBundle): string {
  const { takes, gives } = neighboursOf(graph, node.id);
  const list = (pairs: [string, string][]): string =>
    pairs.map(([who, names]) => (names ? `${who} (${names})` : who)).join(', ');
  const parts = [
    `${node.label}, ${node.detail}`,
    ...(takes.length > 0 ? [trans.__('takes from %1', list(takes))] : []),
    ...(gives.length > 0 ? [trans.__('gives to %1', list(gives))] : [])
  ];
  return visible(parts.join('; '));
}
