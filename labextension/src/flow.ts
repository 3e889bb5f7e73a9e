/** The data flow as rows with lines beside them: where each line runs. Nothing here knows the page. */

import { IGraph, IGraphLink, IGraphNode } from './model';

/** A line from a node down to all that it gives something to. Rows count from 0, lanes from the nodes outwards. */
export interface ILine {
  from: string;
  row: number;
  lane: number;
  ends: { to: string; row: number; link: IGraphLink }[];
}

export interface IFlow {
  rows: IGraphNode[];
  lines: ILine[];
  lanes: number;
}

/** Files stand beside the functions that read or write them; the lines share lanes where they do not meet. */
export function flowOf(graph: IGraph): IFlow {
  const rows = rowsOf(graph);
  const place = new Map(rows.map((node, row) => [node.id, row]));
  const lines: ILine[] = [];
  for (const [row, node] of rows.entries()) {
    const ends = graph.links
      .filter(link => link.from === node.id && (place.get(link.to) ?? -1) > row)
      .map(link => ({ to: link.to, row: place.get(link.to) ?? 0, link }));
    if (ends.length > 0) {
      lines.push({ from: node.id, row, lane: 0, ends });
    }
  }
  const lanes = assignLanes(lines);
  return { rows, lines, lanes };
}

/** What a node takes and gives, for those who do not see the lines: [who, names]. */
export function neighboursOf(
  graph: IGraph,
  id: string
): { takes: [string, string][]; gives: [string, string][] } {
  const labels = new Map(graph.nodes.map(node => [node.id, node.label]));
  const pair = (other: string, link: IGraphLink): [string, string] => [
    labels.get(other) ?? '',
    link.names.join(', ')
  ];
  return {
    takes: graph.links.filter(link => link.to === id).map(link => pair(link.from, link)),
    gives: graph.links.filter(link => link.from === id).map(link => pair(link.to, link))
  };
}

function rowsOf(graph: IGraph): IGraphNode[] {
  const steps = graph.nodes.filter(node => node.kind === 'function');
  const row = new Map(steps.map((node, index) => [node.id, index]));
  const rest = graph.nodes.filter(node => node.kind !== 'function');
  const near = (node: IGraphNode): number => {
    const others = graph.links
      .filter(link => link.from === node.id || link.to === node.id)
      .map(link => row.get(link.from === node.id ? link.to : link.from) ?? 0);
    const isInput = node.kind === 'input';
    return isInput ? Math.min(...others) - 0.5 : Math.min(...others) + 0.5;
  };
  const at = new Map<IGraphNode, number>([
    ...steps.map((node, index): [IGraphNode, number] => [node, index]),
    ...rest.map((node): [IGraphNode, number] => [node, near(node)])
  ]);
  return [...at.keys()].sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
}

/** Short lines stay near the nodes. A lane is free again in the row where its line has ended. */
function assignLanes(lines: ILine[]): number {
  const last = (line: ILine): number => Math.max(...line.ends.map(end => end.row));
  const taken: [number, number][][] = [];
  const shortest = [...lines].sort((a, b) => last(a) - a.row - (last(b) - b.row) || a.row - b.row);
  for (const line of shortest) {
    const [start, end] = [line.row, last(line)];
    let lane = 0;
    while (taken[lane]?.some(([from, to]) => start < to && from < end)) {
      lane += 1;
    }
    line.lane = lane;
    (taken[lane] ??= []).push([start, end]);
  }
  return taken.length;
}
