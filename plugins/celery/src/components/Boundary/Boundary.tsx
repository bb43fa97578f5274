import { Component, ReactNode } from 'react';

/**
 * Keeps what fails to render from taking the page with it.
 */
export class Boundary extends Component<
  { children: ReactNode; fallback: (error: Error) => ReactNode },
  { error?: Error }
> {
  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  state: { error?: Error } = {};

  render() {
    const { error } = this.state;
    return error ? this.props.fallback(error) : this.props.children;
  }
}
