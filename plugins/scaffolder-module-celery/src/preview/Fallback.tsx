import { Component, ReactNode } from 'react';

/**
 * Shows something else in place of what fails, such as a chart whose code
 * cannot be loaded: nobody's answers are lost for it.
 */
export class Fallback extends Component<
  { to: ReactNode; children: ReactNode },
  { failed: boolean }
> {
  static getDerivedStateFromError() {
    return { failed: true };
  }

  state = { failed: false };

  render() {
    return this.state.failed ? this.props.to : this.props.children;
  }
}
