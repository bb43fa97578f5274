import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Button, Flex, Text } from '@backstage/ui';
import { MAX_QUEUES } from '@celery-keda/backstage-plugin-celery-common';
import { useRef, useState } from 'react';
import { FieldFrame } from '../../form/FieldFrame';
import { useTranslate } from '../../i18n';
import { QueueForm } from './QueueForm';
import { QueueAnswers, queueNameProblems, serviceNameOf } from './queues';

/** Asks which queues there are, and where their work differs. */
export function CeleryQueues(
  props: FieldExtensionComponentProps<QueueAnswers[]>,
): JSX.Element {
  const { formData: queues = [], disabled, readonly, onChange } = props;
  const id = props.idSchema.$id;
  const isDisabled = disabled || readonly;
  const service = serviceNameOf(props.formContext?.formData);
  const translate = useTranslate();
  const [added, setAdded] = useState<number>();
  const addButton = useRef<HTMLButtonElement>(null);

  // Whoever adds a queue hardly wants to lose the one that there is without.
  const add = () => {
    const before = queues.length > 0 ? queues : [{ name: service }];
    onChange([...before, {}]);
    setAdded(before.length);
  };
  const change = (index: number, queue: QueueAnswers) =>
    onChange(queues.map((other, i) => (i === index ? queue : other)));
  const remove = (index: number) => {
    onChange(queues.filter((_, i) => i !== index));
    addButton.current?.focus();
  };

  return (
    <FieldFrame>
      <Flex direction="column" gap="4" align="stretch">
        <Flex direction="column" gap="1">
          <Text as="h3" variant="title-x-small" id={`${id}_title`}>
            {translate('queues.title')}
          </Text>
          <Text variant="body-small" color="secondary">
            {translate('queues.help')}
          </Text>
        </Flex>
        {queues.map((queue, index) => (
          <QueueForm
            key={index}
            id={`${id}_${index}`}
            number={index + 1}
            queue={queue}
            nameProblems={queueNameProblems(queues, index, {
              service,
              translate,
            })}
            isNew={index === added}
            isDisabled={isDisabled}
            onChange={changed => change(index, changed)}
            onRemove={() => remove(index)}
          />
        ))}
        <Flex>
          <Button
            ref={addButton}
            size="small"
            variant="secondary"
            isDisabled={isDisabled || queues.length >= MAX_QUEUES}
            onPress={add}
          >
            {translate('queues.add')}
          </Button>
        </Flex>
      </Flex>
    </FieldFrame>
  );
}
