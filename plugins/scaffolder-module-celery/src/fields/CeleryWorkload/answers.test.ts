import { checkAnswers, readNumber, withDefaults } from './answers';

describe('readNumber', () => {
  it.each([
    ['10', 10],
    [' 1.5 ', 1.5],
    ['1.', 1],
    ['-3', -3],
    ['１２', 12],
    ['', undefined],
    [' ', undefined],
    ['1,000', '1,000'],
    ['ten', 'ten'],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
    ['1-2', '1-2'],
  ])('reads %j as %j', (text, expected) => {
    expect(readNumber(text)).toBe(expected);
  });
});

describe('checkAnswers', () => {
  it('makes a workload of the defaults', () => {
    const { workload, problems } = checkAnswers(withDefaults());
    expect(problems).toEqual([]);
    expect(workload).toEqual(checkAnswers({}).workload);
  });

  it('names each wrong answer and what is allowed', () => {
    expect(
      checkAnswers({ taskSeconds: 'ten', concurrency: 1.5, maxWorkers: 0 })
        .problems,
    ).toEqual([
      {
        field: 'taskSeconds',
        key: 'workload.range',
        params: { min: 0.01, max: 86400 },
      },
      {
        field: 'concurrency',
        key: 'workload.wholeRange',
        params: { min: 1, max: 64 },
      },
      {
        field: 'maxWorkers',
        key: 'workload.wholeRange',
        params: { min: 1, max: 1000 },
      },
    ]);
  });

  it('names all of them, also those that compare two answers', () => {
    expect(
      checkAnswers({
        taskSeconds: 30,
        longestTaskSeconds: 20,
        maxWorkers: 'many',
      }).problems.map(({ field }) => field),
    ).toEqual(['maxWorkers', 'longestTaskSeconds']);
  });

  it('does not take a longest task below the usual one', () => {
    expect(
      checkAnswers({ taskSeconds: 30, longestTaskSeconds: 20 }).problems,
    ).toEqual([
      {
        field: 'longestTaskSeconds',
        key: 'workload.belowUsual',
        params: { least: 30 },
      },
    ]);
  });
});
