import { applyPatches } from '.';

describe('a JSON patch', () => {
  const changed = (spec: object, ...operations: object[]) =>
    applyPatches(
      [{ kind: 'ScaledObject', spec }],
      [{ target: { kind: 'ScaledObject' }, patch: operations }],
    );

  it('adds, replaces and removes, in lists as well', () => {
    expect(
      changed(
        { list: [1, 2], 'a/b': 1 },
        { op: 'add', path: '/spec/list/-', value: 4 },
        { op: 'add', path: '/spec/list/2', value: 3 },
        { op: 'replace', path: '/spec/list/0', value: 0 },
        { op: 'remove', path: '/spec/list/1' },
        { op: 'remove', path: '/spec/a~1b' },
      ),
    ).toEqual({
      objects: [{ kind: 'ScaledObject', spec: { list: [0, 3, 4] } }],
      complete: true,
    });
  });

  it.each([
    { op: 'move', path: '/spec/list' },
    { op: 'remove', path: '/spec/list/9' },
    { op: 'add', path: '/spec/list/x', value: 1 },
    { op: 'add', path: '/spec/__proto__/polluted', value: 1 },
    { op: 'add', path: 'spec', value: 1 },
  ])('is not half applied: %j', operation => {
    const spec = { list: [1] };
    expect(
      changed(
        spec,
        { op: 'replace', path: '/spec/list/0', value: 5 },
        operation,
      ),
    ).toEqual({ objects: [{ kind: 'ScaledObject', spec }], complete: false });
    expect({}).not.toHaveProperty('polluted');
  });
});
