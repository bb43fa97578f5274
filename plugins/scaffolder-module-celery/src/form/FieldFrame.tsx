import { Flex } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './FieldFrame.module.css';

/** Around a field of the wizard, so that its inputs look like inputs. */
export function FieldFrame(props: { children: ReactNode }): JSX.Element {
  return (
    <Flex className={styles.frame} direction="column" gap="1">
      {props.children}
    </Flex>
  );
}
