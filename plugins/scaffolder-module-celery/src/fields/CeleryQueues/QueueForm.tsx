import { Button, Flex, Switch, Text, TextField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslate } from '../../i18n';
import { withDefaults } from '../CeleryWorkload/answers';
import { WorkloadEditor } from '../CeleryWorkload/WorkloadEditor';
import styles from './QueueForm.module.css';
import { QueueAnswers } from './queues';

/** One queue: its name, and its work where that differs. */
export function QueueForm(props: {
  id: string;
  /** Its place in the list, from 1. */
  number: number;
  queue: QueueAnswers;
  nameProblems: string[];
  /** It was just added: its name is asked for at once. */
  isNew: boolean;
  isDisabled: boolean;
  onChange: (queue: QueueAnswers) => void;
  onRemove: () => void;
}): JSX.Element {
  const { id, number, queue, nameProblems, isNew, isDisabled, onChange } =
    props;
  const { name = '', workload } = queue;
  const t = useTranslate();
  // Nobody is told that a name is missing before they could type one.
  const [left, setLeft] = useState(false);
  const nameField = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) {
      nameField.current?.querySelector('input')?.focus();
    }
  }, [isNew]);
  const problems = name === '' && !left ? [] : nameProblems;

  return (
    <Flex
      className={styles.queue}
      direction="column"
      gap="4"
      role="group"
      aria-labelledby={`${id}_title`}
    >
      <Flex align="center" justify="between">
        <Text as="h4" variant="body-medium" weight="bold" id={`${id}_title`}>
          {t('queues.queue', { number })}
        </Text>
        <Button
          size="small"
          variant="tertiary"
          isDisabled={isDisabled}
          aria-label={t('queues.removeOne', { number })}
          onPress={props.onRemove}
        >
          {t('queues.remove')}
        </Button>
      </Flex>
      <TextField
        ref={nameField}
        id={`${id}_name`}
        label={t('queues.name.label')}
        description={t('queues.name.help')}
        autoComplete="off"
        spellCheck="false"
        isDisabled={isDisabled}
        value={name}
        onChange={value => onChange({ ...queue, name: value || undefined })}
        onBlur={() => setLeft(true)}
        validationBehavior="aria"
        validate={() => problems}
      />
      <Switch
        label={t('queues.own')}
        isDisabled={isDisabled}
        isSelected={workload !== undefined}
        onChange={own =>
          onChange({ name, ...(own && { workload: withDefaults() }) })
        }
      />
      {workload && (
        <WorkloadEditor
          id={`${id}_workload`}
          answers={workload}
          isDisabled={isDisabled}
          onChange={answers => onChange({ ...queue, workload: answers })}
        />
      )}
    </Flex>
  );
}
