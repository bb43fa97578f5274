import { Flex, Select, Switch, Text } from '@backstage/ui';
import { TextKey, useTranslate } from '../../i18n';
import {
  AnswerProblem,
  Answers,
  BURSTS_A_DAY,
  DEFAULT_WORKLOAD,
  NumberField,
  readBurstsADay,
} from './answers';
import { NumberQuestion } from './NumberQuestion';
import styles from './Questions.module.css';

const SECTIONS: { title: TextKey; fields: NumberField[] }[] = [
  {
    title: 'workload.section.task',
    fields: ['taskSeconds', 'longestTaskSeconds', 'concurrency'],
  },
  {
    title: 'workload.section.arrivals',
    fields: ['tasksPerMinute', 'burstTasks'],
  },
  {
    title: 'workload.section.limits',
    fields: ['waitSeconds', 'maxWorkers', 'coldStartSeconds'],
  },
];

/** The questions about a queue's work. */
export function Questions(props: {
  id: string;
  answers: Answers;
  problems: AnswerProblem[];
  /** What the longest task is taken to be while nobody said. */
  longestTaskSeconds: number;
  isDisabled: boolean;
  onChange: (answers: Answers) => void;
}): JSX.Element {
  const { id, answers, problems, isDisabled, onChange } = props;
  const t = useTranslate();

  const question = (field: NumberField) => (
    <NumberQuestion
      key={field}
      id={`${id}_${field}`}
      field={field}
      value={answers[field]}
      fallback={
        field === 'longestTaskSeconds'
          ? props.longestTaskSeconds
          : DEFAULT_WORKLOAD[field]
      }
      problem={problems.find(problem => problem.field === field)}
      isDisabled={isDisabled}
      onChange={value => onChange({ ...answers, [field]: value })}
    />
  );

  return (
    <Flex direction="column" gap="6">
      {SECTIONS.map(({ title, fields }) => (
        <Flex
          key={title}
          direction="column"
          gap="4"
          role="group"
          aria-labelledby={`${id}_${title}`}
        >
          <Text as="h3" variant="title-x-small" id={`${id}_${title}`}>
            {t(title)}
          </Text>
          {fields.map(question)}
          {fields.includes('burstTasks') && answers.burstTasks !== 0 && (
            <Select
              className={styles.choice}
              id={`${id}_burstsADay`}
              label={t('workload.burstsADay.label')}
              description={t('workload.burstsADay.help')}
              isDisabled={isDisabled}
              options={BURSTS_A_DAY.map(often => ({
                id: String(often),
                label: t(`workload.burstsADay.${often}`),
              }))}
              value={String(readBurstsADay(answers))}
              onChange={often =>
                onChange({ ...answers, burstsADay: Number(often) })
              }
            />
          )}
        </Flex>
      ))}
      <Flex direction="column" gap="4">
        <Switch
          label={t('workload.delayedTasks.label')}
          aria-describedby={`${id}_delayedTasks_help`}
          isDisabled={isDisabled}
          isSelected={answers.delayedTasks ?? false}
          onChange={delayedTasks => onChange({ ...answers, delayedTasks })}
        />
        <Text
          id={`${id}_delayedTasks_help`}
          variant="body-small"
          color="secondary"
        >
          {t('workload.delayedTasks.help')}
        </Text>
        {answers.delayedTasks && question('longestDelaySeconds')}
      </Flex>
    </Flex>
  );
}
