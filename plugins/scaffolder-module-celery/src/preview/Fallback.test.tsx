import { render, screen } from '@testing-library/react';
import { Fallback } from './Fallback';

function Failing(): JSX.Element {
  throw new Error('The chart cannot be loaded.');
}

describe('Fallback', () => {
  it('shows what it is given as long as that works', () => {
    render(<Fallback to="a table">a chart</Fallback>);
    expect(screen.getByText('a chart')).toBeInTheDocument();
  });

  it('shows something else where that fails', () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <Fallback to="a table">
        <Failing />
      </Fallback>,
    );
    expect(screen.getByText('a table')).toBeInTheDocument();
    log.mockRestore();
  });
});
