import { Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useTranslate } from '../../i18n';
import {
  LoadPreview,
  PlanSettings,
  PlanWarnings,
  usePreview,
} from '../../preview';
import {
  Answers,
  checkAnswers,
  DEFAULT_WORKLOAD,
  readBurstsADay,
} from './answers';
import { Questions } from './Questions';
import styles from './WorkloadEditor.module.css';

/** Questions about the work of a queue, and beside them how it will scale. */
export function WorkloadEditor(props: {
  id: string;
  answers: Answers;
  isDisabled: boolean;
  onChange: (answers: Answers) => void;
}): JSX.Element {
  const { id, answers, isDisabled, onChange } = props;
  const t = useTranslate();
  const { workload, problems } = checkAnswers(answers);
  const [compare, setCompare] = useState(false);
  const { result, isPending } = usePreview(workload, {
    burstsADay: readBurstsADay(answers),
    compare,
  });

  const settings = useMemo(
    () => result && <PlanSettings plan={result.plan} />,
    [result],
  );

  return (
    <>
      <div className={styles.columns}>
        <Questions
          id={id}
          answers={answers}
          problems={problems}
          longestTaskSeconds={(workload ?? DEFAULT_WORKLOAD).longestTaskSeconds}
          isDisabled={isDisabled}
          onChange={onChange}
        />
        <div className={styles.preview}>
          {problems.length > 0 && (
            <Text color="secondary">{t('preview.outdated')}</Text>
          )}
          <LoadPreview
            result={result}
            isPending={isPending}
            compare={compare}
            onCompare={setCompare}
          />
          {result && (
            <PlanWarnings
              warnings={result.plan.warnings}
              onChange={({ field, value }) =>
                onChange({ ...answers, [field]: value })
              }
            />
          )}
        </div>
      </div>
      {settings}
    </>
  );
}
