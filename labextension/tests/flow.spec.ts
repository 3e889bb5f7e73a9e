import { flowOf, neighboursOf } from '../src/flow';
import { IGraph, IGraphLink, IGraphNode } from '../src/model';

function node(id: string, kind: IGraphNode['kind'] = 'function'): IGraphNode {
  return { id, label: `label ${id}`, kind, detail: '', cells: [] };
}

function link(from: string, to: string, ...names: string[]): IGraphLink {
  return { from, to, names, kind: 'value' };
}

const GRAPH: IGraph = {
  nodes: [node('in', 'input'), node('a'), node('b'), node('c'), node('d'), node('out', 'output')],
  links: [
    link('in', 'b'),
    link('a', 'b', 'x'),
    link('a', 'd', 'x', 'y'),
    link('b', 'c', 'z'),
    link('c', 'd', 'w'),
    link('b', 'out')
  ]
};

test('files stand beside the functions that use them', () => {
  expect(flowOf(GRAPH).rows.map(row => row.id)).toEqual(['a', 'in', 'b', 'out', 'c', 'd']);
});

test('each giver has one line, and lines that meet have different lanes', () => {
  const { lines, lanes } = flowOf(GRAPH);
  expect(lines.map(line => [line.from, line.ends.map(end => end.row)])).toEqual([
    ['a', [2, 5]],
    ['in', [2]],
    ['b', [4, 3]],
    ['c', [5]]
  ]);
  const lane = Object.fromEntries(lines.map(line => [line.from, line.lane]));
  expect(lane.in).toBe(0);
  expect(lane.b).toBe(0); // begins in the row where the line of `in` ends
  expect(lane.c).toBe(0);
  expect(lane.a).toBe(1);
  expect(lanes).toBe(2);
});

test('what is told to those who do not see lines', () => {
  expect(neighboursOf(GRAPH, 'b')).toEqual({
    takes: [
      ['label in', ''],
      ['label a', 'x']
    ],
    gives: [
      ['label c', 'z'],
      ['label out', '']
    ]
  });
});

test('a graph of nothing, and links that lead nowhere', () => {
  expect(flowOf({ nodes: [], links: [] })).toEqual({ rows: [], lines: [], lanes: 0 });
  expect(flowOf({ nodes: [node('a')], links: [link('a', 'gone', 'x')] }).lines).toEqual([]);
});
