import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Panel.module.css';

/** One part of a page, with its title. */
export function Panel(props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card>
      <CardHeader>
        <Flex
          align="center"
          justify="between"
          gap="2"
          className={styles.header}
        >
          <Text as="h3" variant="title-x-small" weight="bold">
            {props.title}
          </Text>
          {props.actions}
        </Flex>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
