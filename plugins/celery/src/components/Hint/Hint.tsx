import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Hint.module.css';

/**
 * A word with more to say, on hover and on keyboard focus.
 */
export function Hint(props: { children: ReactNode; text: ReactNode }) {
  return (
    <TooltipTrigger delay={300}>
      <Focusable>
        <button type="button" className={styles.hint}>
          {props.children}
        </button>
      </Focusable>
      <Tooltip className={styles.text}>{props.text}</Tooltip>
    </TooltipTrigger>
  );
}
